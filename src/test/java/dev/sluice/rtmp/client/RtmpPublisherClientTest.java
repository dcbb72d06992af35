package dev.sluice.rtmp.client;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Secret;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.session.NetStatus;
import dev.sluice.rtmp.session.RtmpServerSession;
import dev.sluice.rtmp.session.SessionEvent;
import dev.sluice.rtmp.session.SessionLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client against the server's session, with nothing between them but bytes. */
class RtmpPublisherClientTest {
    private final RtmpServerSession server = new RtmpServerSession(SessionLimits.DEFAULT, new Random(1));
    private final List<SessionEvent> events = new ArrayList<>();

    private static RtmpPublisherClient client(boolean digest) {
        PublishSettings settings = new PublishSettings("live", "rtmp://host/live", new Secret("KEY"), 4096, digest);
        return new RtmpPublisherClient(settings, new Random(2));
    }

    private void exchange(RtmpPublisherClient client, boolean accept) throws Exception {
        for (int round = 0; round < 10; round++) {
            server.feed(client.takeOutput());
            for (Optional<SessionEvent> e = server.next(); e.isPresent(); e = server.next()) {
                events.add(e.get());
                if (e.get() instanceof SessionEvent.ConnectRequested) {
                    server.acceptConnect();
                } else if (e.get() instanceof SessionEvent.PublishRequested && accept) {
                    server.acceptPublish();
                } else if (e.get() instanceof SessionEvent.PublishRequested) {
                    server.refusePublish(NetStatus.PUBLISH_DENIED, "The stream key is not valid.");
                }
            }
            client.feed(server.takeOutput());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void publishesAndSendsMedia(boolean digest) throws Exception {
        RtmpPublisherClient client = client(digest);
        exchange(client, true);
        assertThat(client.state()).isEqualTo(ClientState.PUBLISHED);
        events.clear();
        Slice frame = new ByteWriter().fill(0x17, 30_000).take();
        AmfValue metadata = AmfValue.ecmaArray(entry("width", AmfValue.of(640)));
        client.metadata(0, metadata);
        client.video(0xFFFFFF, frame);
        client.audio(0xFFFFFFFFL, Slice.hex("AF01"));
        server.ping(7);
        client.feed(server.takeOutput());
        client.unpublish();
        exchange(client, true);
        assertThat(events)
                .containsExactly(
                        new SessionEvent.Metadata(0, "onMetaData", metadata),
                        new SessionEvent.VideoData(0xFFFFFF, frame),
                        new SessionEvent.AudioData(0xFFFFFFFFL, Slice.hex("AF01")),
                        new SessionEvent.PongReceived(7),
                        new SessionEvent.Unpublished("FCUnpublish"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void reportsARefusal(boolean digest) throws Exception {
        RtmpPublisherClient client = client(digest);
        exchange(client, false);
        assertThat(client.state()).isEqualTo(ClientState.REFUSED);
        assertThat(client.refusal()).contains(new Refusal("NetStream.Publish.Denied", "The stream key is not valid."));
    }
}
