package dev.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleClockTest {
    private static final int RATE = 44_100;
    private final SampleClock clock = new SampleClock(TestMedia.aac(RATE));

    private static long millis(long frame) {
        return frame * 1_024_000 / RATE;
    }

    @Test
    void roundedMillisecondsGiveExactSamplesForHours() {
        long frames = 6 * 3_600L * RATE / 1_024;
        for (long i = 0; i < frames; i++) {
            assertThat(clock.stamp(millis(i), 1_024, true).getAsLong()).isEqualTo(i * 1_024);
        }
    }

    @Test
    void jitterLeavesTheCountAlone() {
        Random random = new Random(1);
        for (long i = 0; i < 10_000; i++) {
            long late = i == 0 ? 20 : random.nextInt(41);
            assertThat(clock.stamp(1_000 + millis(i) + late, 1_024, true).getAsLong())
                    .isEqualTo(1_020 * RATE / 1_000 + i * 1_024);
        }
    }

    @Test
    void lostSoundBecomesAGap() {
        long last = 0;
        for (long i = 0; i < 200; i++) {
            last = clock.stamp(millis(i < 100 ? i : i + 10), 1_024, false).getAsLong();
        }
        assertThat(last / (double) RATE).isBetween(4.85, 4.86);
    }

    @Test
    void aLongPauseIsFollowedAfterThreeFrames() {
        for (long i = 0; i < 100; i++) {
            clock.stamp(millis(i), 1_024, false);
        }
        clock.stamp(millis(200), 1_024, false);
        clock.stamp(millis(201), 1_024, false);
        assertThat(clock.stamp(millis(202), 1_024, false).getAsLong()).isBetween(202L * 1024 - 90, 202L * 1024 + 90);
    }

    @Test
    void overlappingSoundIsDropped() {
        int dropped = 0;
        long last = -1;
        for (long i = 0; i < 300; i++) {
            OptionalLong stamp = clock.stamp(millis(i < 100 ? i : i - 10), 1_024, false);
            if (stamp.isPresent()) {
                assertThat(stamp.getAsLong()).isGreaterThan(last);
                last = stamp.getAsLong();
            } else {
                dropped++;
            }
        }
        assertThat(dropped).isBetween(8, 10);
    }

    @Test
    void driftIsCorrectedOnlyWhereItMayBe() {
        long frames = 3 * 3_600L * RATE / 1_024;
        long steps = 0;
        long expected = 0;
        long last = 0;
        for (long i = 0; i < frames; i++) {
            boolean boundary = i % 86 == 0;
            last = clock.stamp(Math.round(i * 1_024_000.0 / RATE * 1.0001), 1_024, boundary)
                    .getAsLong();
            if (last != expected) {
                assertThat(boundary).isTrue();
                steps++;
            }
            expected = last + 1_024;
        }
        assertThat(steps).isBetween(60L, 120L);
        assertThat(last / (double) RATE).isBetween(10_801.0, 10_801.1);
    }
}
