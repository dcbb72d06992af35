package dev.sluice.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.bytes.Slice;
import dev.sluice.media.MediaKind;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.TrackId;
import org.junit.jupiter.api.Test;

class MediaPaceTest {
    private final MediaPace pace = new MediaPace(5);

    @Test
    void groupsOfPicturesAreMeasuredFromKeyToKey() {
        assertThat(pace.keyNanos()).isEqualTo(5);
        video(0xFFFF_F000L, true, 10);
        assertThat(pace.gopMillis()).isZero();
        video(0xFFFF_F400L, false, 11);
        // Two seconds on, over the wrap of the wire's clock.
        video(0xFFFF_F000L + 2_000 - 0x1_0000_0000L & 0xFFFF_FFFFL, true, 12);

        assertThat(pace.gopMillis()).isEqualTo(2_000);
        assertThat(pace.longGops()).isZero();
        assertThat(pace.keyNanos()).isEqualTo(12);
    }

    @Test
    void longGroupsAreCountedWhileTheyFollowOneAnother() {
        for (int i = 0; i <= 3; i++) {
            video(i * 5_000L, true, i);
        }
        assertThat(pace.longGops()).isEqualTo(3);
        video(17_000, true, 9);
        assertThat(pace.longGops()).isZero();
    }

    @Test
    void aJumpOfTheClockIsNoDistance() {
        video(0, true, 0);
        video(2_000, true, 1);
        video(90_000_000, true, 2);
        video(10, true, 3);
        assertThat(pace.gopMillis()).isEqualTo(2_000);
    }

    @Test
    void theDistanceOfSoundAndPictureIsAveraged() {
        for (int i = 0; i < 2_000; i++) {
            video(i * 33L, i % 60 == 0, i);
            audio(i * 33L + 400, i);
        }
        assertThat(pace.skewMillis()).isCloseTo(400, within(25.0));
    }

    private void video(long dtsMillis, boolean key, long nowNanos) {
        pace.frame(new StampedFrame(TrackId.VIDEO, dtsMillis, 0, key, Slice.EMPTY), nowNanos);
        pace.frame(
                new StampedFrame(new TrackId(MediaKind.VIDEO, 1), dtsMillis + 7, 0, true, Slice.EMPTY), nowNanos + 1);
    }

    private void audio(long dtsMillis, long nowNanos) {
        pace.frame(new StampedFrame(TrackId.AUDIO, dtsMillis, 0, true, Slice.EMPTY), nowNanos);
    }
}
