package dev.sluice.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Slice;
import dev.sluice.bytes.Splits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real clients have sent to this server, replayed under every kind of split. */
class CapturedClientsTest {
    @ParameterizedTest
    @CsvSource({
        "ffmpeg, slk_capture, '', 67, 17",
        "ffmpeg-query, slk_capture, demo, 24, 7",
        "ffmpeg-app-query, slk_capture, '', 24, 7",
        "gstreamer, slk_capture, '', 61, 17",
    })
    void publishers(String client, String key, String name, int audio, int video) throws Exception {
        Slice bytes = captured(client);
        List<SessionEvent> events = replay(List.of(bytes));
        assertThat(events).filteredOn(SessionEvent.AudioData.class::isInstance).hasSize(audio);
        assertThat(events).filteredOn(SessionEvent.VideoData.class::isInstance).hasSize(video);
        assertThat(events.get(events.size() - 1)).isEqualTo(new SessionEvent.Unpublished("FCUnpublish"));
        assertThat(events.get(1)).isInstanceOfSatisfying(SessionEvent.PublishRequested.class, request -> {
            assertThat(request.target().key().reveal()).isEqualTo(key);
            assertThat(request.target().name().orElse("")).isEqualTo(name);
        });
        assertThat(replay(Splits.bytewise(bytes))).isEqualTo(events);
        assertThat(replay(Splits.random(bytes, new Random(3), 1500))).isEqualTo(events);
    }

    @Test
    void player() throws Exception {
        assertThat(replay(Splits.bytewise(captured("rtmpdump-play"))))
                .last()
                .isInstanceOfSatisfying(
                        SessionEvent.PlayRequested.class,
                        request -> assertThat(request.target().name()).isEqualTo("demo"));
    }

    private static Slice captured(String client) throws IOException {
        try (InputStream in = CapturedClientsTest.class.getResourceAsStream("/rtmp/" + client + ".bin")) {
            return Slice.wrap(in.readAllBytes());
        }
    }

    private static List<SessionEvent> replay(List<Slice> pieces) throws ProtocolViolation {
        RtmpServerSession session = new RtmpServerSession(SessionLimits.DEFAULT, new Random(1));
        List<SessionEvent> events = new ArrayList<>();
        for (Slice piece : pieces) {
            session.feed(piece);
            for (Optional<SessionEvent> e = session.next(); e.isPresent(); e = session.next()) {
                events.add(e.get());
                if (e.get() instanceof SessionEvent.ConnectRequested) {
                    session.acceptConnect();
                } else if (e.get() instanceof SessionEvent.PublishRequested) {
                    session.acceptPublish();
                }
            }
        }
        return events;
    }
}
