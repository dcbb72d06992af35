package dev.sluice.hls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.TestMedia;
import dev.sluice.media.Timeline;
import dev.sluice.media.TrackId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timeline and presentation together: what an encoder's clock does must not show in the playlist. */
class WireToPlaylistTest {
    private final Simulation simulation = new Simulation();
    private long nowNanos;

    private Timeline publish(long epoch) {
        Timeline timeline = new Timeline(simulation.presentation.publish(epoch));
        timeline.configure(TrackId.VIDEO, TestMedia.avc(1280, 720));
        timeline.configure(TrackId.AUDIO, TestMedia.aac(44_100));
        return timeline;
    }

    private void feed(Timeline timeline, long startMillis, long seconds) {
        long frame = 0;
        for (long at = 0; at < seconds * 1_000; at += 40) {
            timeline.frame(TestMedia.video(startMillis + at, at % 2_000 == 0), nowNanos);
            for (; frame * 1_024_000 / 44_100 < at + 40; frame++) {
                timeline.frame(TestMedia.audio(startMillis + frame * 1_024_000 / 44_100), nowNanos);
            }
            nowNanos += 40_000_000;
            simulation.pass(40);
        }
    }

    private List<PlaylistChecker.Line> lines() {
        return simulation.checker.allLines();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0xFFFFFFL - 20_000, 0x7FFFFFFFL - 20_000, 0xFFFFFFFFL - 20_000})
    void aWrapOfTheWireLeavesNoTrace(long start) {
        Timeline timeline = publish(1);
        feed(timeline, start, 60);
        timeline.end();
        assertThat(lines()).hasSize(30).noneMatch(PlaylistChecker.Line::discontinuity);
        assertThat(lines().subList(0, 29)).allMatch(line -> line.seconds() == 2.0);
    }

    @Test
    void aJumpIsOneDiscontinuity() {
        Timeline timeline = publish(1);
        feed(timeline, 0, 21);
        feed(timeline, 7_200_000, 21);
        timeline.end();
        assertThat(lines()).filteredOn(PlaylistChecker.Line::discontinuity).hasSize(1);
        double sum = lines().stream().mapToDouble(PlaylistChecker.Line::seconds).sum();
        assertThat(sum).isBetween(41.9, 42.2);
    }

    @Test
    void aReconnectWithinTheWindowContinuesTheNumbers() {
        for (int epoch = 1; epoch <= 5; epoch++) {
            Timeline timeline = publish(epoch);
            feed(timeline, epoch * 1_000_000L, 9);
            timeline.end();
            simulation.pass(3_000);
        }
        assertThat(lines())
                .hasSize(25)
                .filteredOn(PlaylistChecker.Line::discontinuity)
                .hasSize(4);
    }
}
