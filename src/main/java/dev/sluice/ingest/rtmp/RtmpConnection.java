package dev.sluice.ingest.rtmp;

import dev.sluice.bytes.Slice;
import dev.sluice.container.flv.TrackLabels;
import dev.sluice.live.CloseReason;
import dev.sluice.live.ConnectionState;
import dev.sluice.rtmp.session.NetStatus;
import dev.sluice.rtmp.session.ProtocolViolation;
import dev.sluice.rtmp.session.RtmpServerSession;
import dev.sluice.rtmp.session.SessionEvent;
import dev.sluice.rtmp.session.Stage;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.net.SocketException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * One socket and its session. Everything here runs on the event loop that accepted the socket.
 *
 * <p>Reads are pulled: while a decision is due the session gives no events, its input waits, and past
 * {@link #PAUSE_ABOVE_BYTES} the socket is not read at all.
 */
final class RtmpConnection {
    /** Enough for an encoder that sends its headers before the answer, far from a harm. */
    private static final long PAUSE_ABOVE_BYTES = 64 * 1024;

    /** Time for a client to act on the request to connect again; the drain of a replica waits longer. */
    private static final long RECONNECT_MILLIS = 3_000;

    /** Time for a refusal to reach the peer before the socket closes: an RST would overtake it. */
    private static final long LINGER_MILLIS = 300;

    private static final long NANOS_PER_MILLI = 1_000_000;
    /** FFmpeg reads only after it has written, and its next frame may be a while. */
    private static final long PUBLISHER_LINGER_MILLIS = 2_000;

    private final NetSocket socket;
    private final Context loop;
    private final Ingest ingest;
    private final Consumer<RtmpConnection> onClosed;
    private final ReadTurns turns;
    private final ReadTurns.Source source;
    private final RtmpServerSession session;
    private final PublishStage publishing;
    private final PlayStage playing;
    private final Deadline deadline;
    private final ConnectionGuard guard;
    private final String remoteAddress;
    private final long acceptedNanos = System.nanoTime();
    private ConnectionState state = ConnectionState.HANDSHAKE;
    private String software = "";
    private Optional<CloseReason> reason = Optional.empty();
    private boolean paused;
    private boolean refusing;
    private boolean leaving;

    RtmpConnection(
            NetSocket socket,
            Context loop,
            Ingest ingest,
            ReadTurns turns,
            String remoteAddress,
            Consumer<RtmpConnection> onClosed) {
        this.socket = socket;
        this.loop = loop;
        this.ingest = ingest;
        this.onClosed = onClosed;
        this.turns = turns;
        source = new ChannelSource(socket);
        this.session = new RtmpServerSession(ingest.settings().session(), ingest.random());
        this.deadline = new Deadline(ingest.settings().timeouts(), acceptedNanos);
        this.remoteAddress = remoteAddress;
        this.guard = new ConnectionGuard(ingest, session, Visit.from(remoteAddress, this::giveWay));
        this.publishing = new PublishStage(this, ingest);
        this.playing = new PlayStage(this, socket, loop, ingest);
    }

    void begin() {
        socket.handler(this::read);
        socket.exceptionHandler(
                fault -> end(fault instanceof SocketException ? CloseReason.PEER_RESET : CloseReason.PEER_CLOSED));
        socket.closeHandler(closed -> end(CloseReason.PEER_CLOSED));
        guard.enter(acceptedNanos).ifPresent(why -> {
            ingest.log().turnedAway(remoteAddress, why);
            close(why);
        });
    }

    private void giveWay() {
        executor().execute(() -> close(CloseReason.OVER_CAPACITY));
    }

    RtmpServerSession session() {
        return session;
    }

    Deadline deadline() {
        return deadline;
    }

    String remoteAddress() {
        return remoteAddress;
    }

    String software() {
        return software;
    }

    boolean isClosed() {
        return reason.isPresent();
    }

    /** Runs tasks on this connection's loop, from any thread. */
    Executor executor() {
        return task -> loop.runOnContext(ignored -> task.run());
    }

    /** Deadlines, and decisions that wait for wall time. */
    void tick(long nowNanos) {
        if (reason.isEmpty()) {
            publishing.tick(nowNanos);
            playing.tick(nowNanos);
            guard.tick(state, nowNanos).ifPresent(this::close);
            if (deadline.isPingDue(nowNanos)) {
                session.ping(nowNanos / NANOS_PER_MILLI);
            }
            if (session.hasOutput()) {
                flush();
            }
            holdBack(nowNanos);
            deadline.missed(nowNanos).ifPresent(this::close);
        }
    }

    /** The loop was away. */
    void postpone(long nanos) {
        deadline.postpone(nanos);
        guard.postpone(nanos);
    }

    /** Pulls what can be read now and sends what is to be answered. */
    void pump() {
        try {
            Optional<SessionEvent> event = session.next();
            while (event.isPresent() && reason.isEmpty()) {
                handle(event.get());
                event = session.next();
            }
            publishing.skipped(session.counters().skipped());
            guard.judge(state, System.nanoTime());
        } catch (ProtocolViolation violation) {
            protocolError(violation.kind(), violation.detail());
        }
        flush();
        follow();
        if (guard.isOverPartialBudget()) {
            close(CloseReason.OVER_CAPACITY);
        }
    }

    /** Ends the connection from our side: says what there is to say, then closes the socket. */
    void close(CloseReason why) {
        close(why, why.sentence());
    }

    /** The same with a sentence that tells the person at the encoder more than the reason's own. */
    void close(CloseReason why, String sentence) {
        if (reason.isPresent() || (why == CloseReason.DRAIN && asksToReconnect(sentence))) {
            return;
        }
        long lingerMillis = session.stage() == Stage.PUBLISHING ? PUBLISHER_LINGER_MILLIS : LINGER_MILLIS;
        say(why, sentence);
        boolean isTold = session.hasOutput();
        flush();
        end(why);
        if (!isTold) {
            socket.close();
        } else {
            ingest.vertx().setTimer(lingerMillis, timer -> socket.close());
        }
    }

    /** Who can be asked to connect again goes on until it does so, or until its time is up. */
    private boolean asksToReconnect(String sentence) {
        if (leaving || !session.requestReconnect(sentence)) {
            return false;
        }
        leaving = true;
        flush();
        ingest.vertx().setTimer(RECONNECT_MILLIS, timer -> close(CloseReason.DRAIN));
        return true;
    }

    void protocolError(ProtocolViolation.Kind kind, String detail) {
        if (reason.isEmpty()) {
            ingest.totals().error(kind);
            ingest.log().protocolError(remoteAddress, kind, detail);
            close(CloseReason.PROTOCOL_ERROR);
        }
    }

    /** Bytes read so far are handed to the session; its array is ours from here on. */
    @SuppressWarnings("deprecation") // getByteBuf: Vert.x 4 has no other way to the array that does not copy it
    void read(Buffer buffer) {
        if (reason.isPresent()) {
            return;
        }
        ByteBuf bytes = buffer.getByteBuf();
        long now = System.nanoTime();
        ingest.totals().received(bytes.readableBytes());
        guard.received(bytes.readableBytes(), now);
        session.feed(
                bytes.hasArray()
                        ? Slice.wrap(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes())
                        : Slice.wrap(buffer.getBytes()),
                now);
        pump();
        if (state == ConnectionState.PUBLISHING) {
            turns.read(source);
        }
    }

    private void handle(SessionEvent event) {
        if (event instanceof SessionEvent.AudioData audio) {
            publishing.audio(audio.timestampMillis(), audio.payload());
        } else if (event instanceof SessionEvent.VideoData video) {
            publishing.video(video.timestampMillis(), video.payload());
        } else if (event instanceof SessionEvent.ConnectRequested request) {
            connect(request);
        } else if (event instanceof SessionEvent.PublishRequested request) {
            publishing.request(request.target());
        } else if (event instanceof SessionEvent.PlayRequested request) {
            playing.request(request);
        } else if (event instanceof SessionEvent.PlayPaused wish) {
            playing.paused(wish.paused());
        } else if (event instanceof SessionEvent.ReceiveRequested wish) {
            playing.receive(wish);
        } else if (event instanceof SessionEvent.PlayStopped) {
            playing.end();
            deadline.awaitPublish(System.nanoTime());
        } else if (event instanceof SessionEvent.Unpublished ended) {
            publishing.end(CloseReason.UNPUBLISHED);
            guard.unpublished(ended, deadline, System.nanoTime());
        } else if (event instanceof SessionEvent.Metadata metadata) {
            publishing.labels(TrackLabels.read(metadata.value()));
        } else if (event instanceof SessionEvent.NameRefused) {
            close(CloseReason.NAME_INVALID);
        }
    }

    private void connect(SessionEvent.ConnectRequested request) {
        software = request.connect().software();
        if (ingest.settings().applications().contains(request.connect().application())) {
            session.acceptConnect();
            deadline.awaitPublish(System.nanoTime());
        } else {
            close(CloseReason.APP_UNKNOWN);
        }
    }

    /** Tells the peer why, in the way its stage allows. */
    private void say(CloseReason why, String sentence) {
        if (session.stage() == Stage.PLAYING) {
            session.endPlay();
        }
        switch (why.answer()) {
            case CONNECT_REJECTED -> {
                if (session.stage() == Stage.CONNECTING) {
                    session.rejectConnect(sentence);
                }
            }
            case PLAY_NOT_FOUND -> {
                if (session.stage() == Stage.AUTHORIZING) {
                    session.refusePlay(NetStatus.PLAY_STREAM_NOT_FOUND, sentence);
                }
            }
            case PUBLISH_DENIED -> refuse(NetStatus.PUBLISH_DENIED, sentence);
            case PUBLISH_BAD_NAME -> refuse(NetStatus.PUBLISH_BAD_NAME, sentence);
            case PUBLISH_REJECTED -> refuse(NetStatus.PUBLISH_REJECTED, sentence);
            case NONE -> {}
        }
    }

    private void refuse(NetStatus status, String sentence) {
        if (session.stage() == Stage.AUTHORIZING) {
            session.refusePublish(status, sentence);
        } else if (session.stage() == Stage.PUBLISHING) {
            session.closePublish(status, sentence);
        }
    }

    void flush() {
        Slice output = session.takeOutput();
        if (!output.isEmpty()) {
            ingest.totals().sent(output.length());
            guard.sent(output.length(), socket.write(Buffer.buffer(output.toArray())));
        }
    }

    /** Keeps deadline, metric and back-pressure in step with the session's stage. */
    private void follow() {
        if (reason.isPresent()) {
            return;
        }
        ConnectionState now = stateOf(session.stage());
        if (session.stage() == Stage.HANDSHAKE && session.isHelloComplete()) {
            deadline.helloComplete(acceptedNanos);
        } else if (now == ConnectionState.CONNECTED && state == ConnectionState.HANDSHAKE) {
            deadline.awaitConnect(System.nanoTime());
        }
        if (now != state) {
            ingest.totals().move(state, now);
            turns.moved(state, now);
            state = now;
        }
        guard.moved(now, deadline);
        holdBack(System.nanoTime());
    }

    /** The answer is no, and it will be told later. */
    void stopReading() {
        refusing = true;
        holdBack(System.nanoTime());
    }

    /** Reading waits while a decision is due, and while the peer is ahead of its rate. */
    private void holdBack(long nowNanos) {
        boolean isUndecided =
                state == ConnectionState.AUTHORIZING && (refusing || session.queuedBytes() > PAUSE_ABOVE_BYTES);
        pauseIf(reason.isEmpty() && (isUndecided || guard.isAhead(nowNanos)));
    }

    private void pauseIf(boolean full) {
        if (full && !paused) {
            paused = true;
            ingest.totals().pause();
            socket.pause();
        } else if (!full && paused) {
            paused = false;
            ingest.totals().resume();
            socket.resume();
        }
    }

    private static ConnectionState stateOf(Stage stage) {
        return switch (stage) {
            case HANDSHAKE -> ConnectionState.HANDSHAKE;
            case CONNECTING, CONNECTED, CLOSED -> ConnectionState.CONNECTED;
            case AUTHORIZING -> ConnectionState.AUTHORIZING;
            case PUBLISHING -> ConnectionState.PUBLISHING;
            case PLAYING -> ConnectionState.PLAYING;
        };
    }

    /** The one place where a connection gets its reason. */
    private void end(CloseReason why) {
        if (reason.isPresent()) {
            return;
        }
        reason = Optional.of(why);
        pauseIf(false);
        guard.leave();
        publishing.end(why);
        playing.end();
        ingest.totals().close(state, why);
        turns.closed(state);
        ingest.log().closed(this, why, System.nanoTime() - acceptedNanos);
        onClosed.accept(this);
    }
}
