package dev.sluice.bench;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Secret;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.client.ClientState;
import dev.sluice.rtmp.client.PublishSettings;
import dev.sluice.rtmp.client.RtmpPublisherClient;
import dev.sluice.rtmp.session.ProtocolViolation;
import dev.sluice.rtmp.session.RtmpServerSession;
import dev.sluice.rtmp.session.SessionEvent;
import dev.sluice.rtmp.session.SessionLimits;
import java.util.Optional;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Bytes from a socket to the events of a session that publishes. */
@State(Scope.Thread)
public class SessionBenchmark {
    private static final long STEP_NANOS = 20_000_000;

    @Param
    public Frame frame;

    private final RtmpServerSession session = new RtmpServerSession(SessionLimits.DEFAULT, new SplittableRandom(1));
    private Slice chunks = Slice.EMPTY;
    private long nowNanos;

    @Setup
    public void publish() throws MalformedInput, ProtocolViolation {
        RtmpPublisherClient client = new RtmpPublisherClient(
                new PublishSettings("live", "rtmp://host/live", new Secret("key"), ChunkedClip.CHUNK_BYTES, false),
                new SplittableRandom(2));
        while (client.state() != ClientState.PUBLISHED) {
            session.feed(client.takeOutput());
            Optional<SessionEvent> event = session.next();
            while (event.isPresent()) {
                answer(event.get());
                event = session.next();
            }
            client.feed(session.takeOutput());
        }
        if (frame == Frame.VIDEO) {
            client.video(0, frame.body());
        } else {
            client.audio(0, frame.body());
        }
        chunks = client.takeOutput();
    }

    private void answer(SessionEvent event) {
        if (event instanceof SessionEvent.ConnectRequested) {
            session.acceptConnect();
        } else if (event instanceof SessionEvent.PublishRequested) {
            session.acceptPublish();
        }
    }

    /** One message in one piece, pulled until there is nothing more, and what is to be answered taken. */
    @Benchmark
    public Slice message(Payload payload, Blackhole events) throws ProtocolViolation {
        nowNanos += STEP_NANOS;
        session.feed(chunks, nowNanos);
        Optional<SessionEvent> event = session.next();
        while (event.isPresent()) {
            events.consume(event.get());
            event = session.next();
        }
        payload.bytes += frame.bytes();
        return session.takeOutput();
    }
}
