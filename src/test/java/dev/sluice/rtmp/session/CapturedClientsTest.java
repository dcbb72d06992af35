package dev.sluice.rtmp.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Slice;
import dev.sluice.bytes.Splits;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
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
        List<SessionEvent> events = Audience.hear(List.of(bytes));
        assertThat(events).filteredOn(SessionEvent.AudioData.class::isInstance).hasSize(audio);
        assertThat(events).filteredOn(SessionEvent.VideoData.class::isInstance).hasSize(video);
        assertThat(events.get(events.size() - 1)).isEqualTo(new SessionEvent.Unpublished("FCUnpublish"));
        assertThat(events.get(1)).isInstanceOfSatisfying(SessionEvent.PublishRequested.class, request -> {
            assertThat(request.target().key().reveal()).isEqualTo(key);
            assertThat(request.target().name().orElse("")).isEqualTo(name);
        });
        assertThat(Audience.hear(Splits.bytewise(bytes))).isEqualTo(events);
        assertThat(Audience.hear(Splits.random(bytes, new Random(3), 1500))).isEqualTo(events);
    }

    @Test
    void player() throws Exception {
        assertThat(Audience.hear(Splits.bytewise(captured("rtmpdump-play"))))
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
}
