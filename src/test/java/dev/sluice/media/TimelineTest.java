package dev.sluice.media;

import static dev.sluice.media.TestMedia.aac;
import static dev.sluice.media.TestMedia.audio;
import static dev.sluice.media.TestMedia.avc;
import static dev.sluice.media.TestMedia.video;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Slice;
import dev.sluice.media.TimelineCounters.Drop;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimelineTest {
    private final TestMedia.Recorder sink = new TestMedia.Recorder();
    private final Timeline timeline = new Timeline(sink);
    private long nowNanos;

    private void configureBoth() {
        timeline.configure(TrackId.VIDEO, avc(1280, 720));
        timeline.configure(TrackId.AUDIO, aac(44_100));
    }

    private void feed(StampedFrame frame) {
        timeline.frame(frame, nowNanos);
    }

    /** 25 pictures a second, a key picture every two seconds, and AAC at 44.1 kHz, interleaved as encoders do. */
    private void feedBoth(long startMillis, long fromMillis, long untilMillis) {
        long frames = fromMillis * 44_100 / 1_024_000;
        for (long at = fromMillis; at < untilMillis; at += 40) {
            feed(video(startMillis + at, at % 2_000 == 0));
            for (; frames * 1_024_000 / 44_100 < at + 40; frames++) {
                feed(audio(startMillis + frames * 1_024_000 / 44_100));
            }
            nowNanos += 40_000_000;
        }
    }

    private void assertDecodeTimesIncrease() {
        for (MediaKind kind : MediaKind.values()) {
            List<AccessUnit> units = sink.of(kind);
            for (int i = 1; i < units.size(); i++) {
                assertThat(units.get(i).dts()).isGreaterThan(units.get(i - 1).dts());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5_000_000_000L, 0x7FFFFFFFL - 3_000, 0xFFFFFFFFL - 3_000, 0xFFFFFFL - 3_000})
    void anyOriginAndEveryWrapGiveTheSameTimeline(long start) {
        configureBoth();
        feedBoth(start, 0, 10_000);
        timeline.end();
        assertThat(sink.of(MediaKind.VIDEO)).hasSize(250);
        assertThat(sink.of(MediaKind.VIDEO).get(0).dts()).isZero();
        assertThat(sink.of(MediaKind.VIDEO).get(249).dts()).isEqualTo(249 * 3_600);
        assertThat(sink.of(MediaKind.AUDIO))
                .hasSize(431)
                .allSatisfy(unit -> assertThat(unit.dts() % 1024).isZero());
        assertThat(sink.calls).doesNotContain("discontinuity").endsWith("end");
        assertDecodeTimesIncrease();
    }

    @Test
    void a31BitSenderWrapsLikeA32BitOne() {
        configureBoth();
        for (long i = 0; i < 200; i++) {
            feed(video((0x7FFFFFFFL - 2_000 + i * 40) & 0x7FFFFFFFL, i == 0));
        }
        timeline.end();
        assertThat(sink.of(MediaKind.VIDEO).get(199).dts()).isEqualTo(199 * 3_600);
        assertThat(timeline.counters().jumpsBackward()).isZero();
    }

    @Test
    void unitsLeaveInTheOrderOfDecodeTimes() {
        configureBoth();
        for (long burst = 0; burst < 20; burst++) {
            for (long i = 0; i < 5; i++) {
                feed(video(burst * 200 + i * 40, burst % 10 == 0 && i == 0));
            }
            for (long n = (burst * 200L * 44_100 + 1_023_999) / 1_024_000;
                    n * 1_024_000 / 44_100 < (burst + 1) * 200L;
                    n++) {
                feed(audio(n * 1_024_000 / 44_100));
            }
        }
        timeline.end();
        assertThat(sink.units).hasSizeGreaterThan(250);
        for (int i = 1; i < sink.units.size(); i++) {
            assertThat(sink.units.get(i).dtsMicros())
                    .isGreaterThanOrEqualTo(sink.units.get(i - 1).dtsMicros() - 5_000);
        }
    }

    @Test
    void aSilentTrackDelaysNothing() {
        configureBoth();
        feedBoth(0, 0, 2_000);
        int before = sink.units.size();
        for (long i = 0; i < 50; i++) {
            feed(video(2_000 + i * 40, i == 0));
        }
        assertThat(sink.units.size() - before).isGreaterThanOrEqualTo(50);
    }

    @Test
    void videoBeforeTheFirstKeyPictureIsDroppedAndSoundKeptFromItsTimeOn() {
        configureBoth();
        for (long i = 0; i < 25; i++) {
            feed(video(i * 40, i == 15));
            feed(audio(i * 40));
        }
        timeline.end();
        assertThat(sink.of(MediaKind.VIDEO)).hasSize(10);
        assertThat(sink.of(MediaKind.VIDEO).get(0).dtsMicros()).isZero();
        assertThat(sink.of(MediaKind.AUDIO).get(0).dtsMicros()).isBetween(0L, 30_000L);
        assertThat(timeline.counters().dropped(Drop.BEFORE_RANDOM_ACCESS)).isEqualTo(15);
        assertThat(timeline.counters().dropped(Drop.BEFORE_START)).isEqualTo(15);
    }

    @Test
    void tracksKeepTheirDistanceBecauseTheZeroIsCommon() {
        configureBoth();
        feed(video(1_000, true));
        feed(audio(1_300));
        timeline.end();
        assertThat(sink.calls).containsExactly("tracks 2", "VIDEO 0", "AUDIO 300", "end");
    }

    @Test
    void audioAloneStartsAfterASecondOfMediaOrTwoOfWaiting() {
        timeline.configure(TrackId.AUDIO, aac(48_000));
        for (long i = 0; i < 40; i++) {
            feed(audio(i * 64 / 3));
        }
        assertThat(sink.calls).isEmpty();
        timeline.tick(2_000_000_000L);
        assertThat(sink.calls).startsWith("tracks 1", "AUDIO 0").hasSize(41);
    }

    @Test
    void aTrackThatComesLaterIsAnnouncedBeforeItsFirstUnit() {
        timeline.configure(TrackId.AUDIO, aac(48_000));
        for (long i = 0; i < 60; i++) {
            feed(audio(i * 64 / 3));
        }
        timeline.configure(TrackId.VIDEO, avc(640, 360));
        feed(video(1_300, false));
        feed(video(1_340, true));
        timeline.end();
        assertThat(sink.tracks).hasSize(2);
        assertThat(sink.calls).endsWith("tracks 2", "VIDEO 1340", "end");
        assertThat(sink.tracks.get(1)).extracting(Track::id).containsExactly(TrackId.VIDEO, TrackId.AUDIO);
    }

    @Test
    void aNewConfigurationCountsFromTheNextKeyPicture() {
        configureBoth();
        feedBoth(0, 0, 2_000);
        timeline.configure(TrackId.VIDEO, avc(1280, 720));
        timeline.configure(TrackId.VIDEO, avc(720, 1280));
        feed(video(2_000, false));
        feed(video(2_040, true));
        timeline.end();
        List<AccessUnit> units = sink.of(MediaKind.VIDEO);
        assertThat(units.get(50).track().codec()).isEqualTo(avc(1280, 720));
        assertThat(units.get(51).track().codec()).isEqualTo(avc(720, 1280));
        assertThat(sink.tracks).hasSize(2);
    }

    @Test
    void aLoneOutlierIsStampedOneFrameAfterTheLast() {
        configureBoth();
        feedBoth(0, 0, 4_000);
        feed(video(7_200_000, false));
        feedBoth(0, 4_040, 6_000);
        timeline.end();
        assertThat(timeline.counters().outliers()).isEqualTo(1);
        assertThat(timeline.counters().jumpsForward()).isZero();
        assertThat(sink.of(MediaKind.VIDEO)).hasSize(150);
        assertThat(sink.of(MediaKind.VIDEO).get(100).dts()).isEqualTo(100 * 3_600);
        assertThat(sink.calls).doesNotContain("discontinuity");
    }

    @ParameterizedTest
    @ValueSource(longs = {3_600_000, 0})
    void bothTracksJumpingIsOneDiscontinuityAndTimeGoesOn(long to) {
        configureBoth();
        feedBoth(500_000, 0, 4_000);
        feedBoth(to, 0, 4_000);
        timeline.end();
        assertThat(sink.calls).containsOnlyOnce("discontinuity");
        TimelineCounters counters = timeline.counters();
        assertThat(counters.jumpsForward() + counters.jumpsBackward()).isBetween(1L, 2L);
        AccessUnit lastVideo = sink.of(MediaKind.VIDEO).get(199);
        List<AccessUnit> sound = sink.of(MediaKind.AUDIO);
        assertThat(lastVideo.dtsMicros()).isBetween(7_900_000L, 8_100_000L);
        assertThat(sound.get(sound.size() - 1).dtsMicros() - lastVideo.dtsMicros())
                .isBetween(-60_000L, 60_000L);
        assertDecodeTimesIncrease();
    }

    @Test
    void onlyTheTrackThatJumpsAloneIsMoved() {
        configureBoth();
        feedBoth(0, 0, 4_000);
        for (long i = 0; i < 50; i++) {
            feed(video(4_000 + i * 40, i == 0));
            feed(audio(90_000_000 + i * 40));
        }
        timeline.end();
        assertThat(timeline.counters().jumpsForward()).isEqualTo(1);
        assertThat(sink.calls).doesNotContain("discontinuity");
        assertDecodeTimesIncrease();
    }

    @Test
    void constantJumpingIsReported() {
        configureBoth();
        feedBoth(0, 0, 2_000);
        for (long i = 1; i <= 10; i++) {
            assertThat(timeline.timestampsInvalid(nowNanos)).isFalse();
            for (long n = 0; n < 4; n++) {
                feed(video(i * 100_000 + n * 40, false));
            }
        }
        assertThat(timeline.timestampsInvalid(nowNanos)).isTrue();
    }

    @Test
    void equalAndFallingDecodeTimesAreMovedOnByATick() {
        timeline.configure(TrackId.VIDEO, avc(640, 360));
        timeline.configure(TrackId.AUDIO, aac(44_100));
        feed(video(0, true));
        feed(video(40, false));
        feed(video(40, false));
        feed(video(20, false));
        feed(video(80, false));
        timeline.end();
        assertThat(sink.of(MediaKind.VIDEO))
                .extracting(AccessUnit::dts)
                .containsExactly(0L, 3600L, 3601L, 3602L, 7200L);
        assertThat(timeline.counters().bumped()).isEqualTo(2);
    }

    @Test
    void whatCannotBeUsedIsDroppedAndCounted() {
        feed(audio(0));
        configureBoth();
        feed(new StampedFrame(TrackId.VIDEO, 0, 0, true, Slice.EMPTY));
        feed(new StampedFrame(TrackId.VIDEO, 0, 5_001, true, TestMedia.BYTES));
        timeline.end();
        feed(video(0, true));
        for (Drop reason : List.of(Drop.NO_CONFIGURATION, Drop.EMPTY, Drop.COMPOSITION_OFFSET, Drop.AFTER_END)) {
            assertThat(timeline.counters().dropped(reason)).as("%s", reason).isEqualTo(1);
        }
        assertThat(sink.calls).containsExactly("end");
    }

    @Test
    void presentationTimesKeepTheirSign() {
        configureBoth();
        feed(new StampedFrame(TrackId.VIDEO, 1_000, -80, true, TestMedia.BYTES));
        timeline.end();
        assertThat(sink.units.get(0).pts()).isEqualTo(-7_200);
    }

    @Test
    void thePrerollQueueIsBounded() {
        configureBoth();
        for (long i = 0; i < 1_000; i++) {
            feed(audio(i * 20));
            feed(video(i * 20, false));
        }
        assertThat(sink.units).isEmpty();
        assertThat(timeline.counters().dropped(Drop.PREROLL_OVERFLOW)).isEqualTo(1_000 - 251);
    }

    /** 25 pictures a second and the sound of {@code lagMillis} before, which comes with them. */
    private void feedLagging(long fromMillis, long untilMillis, long lagMillis) {
        for (long at = fromMillis; at < untilMillis; at += 20) {
            if (at % 40 == 0) {
                feed(video(at, at % 2_000 == 0));
            }
            feed(audio(at - lagMillis));
            nowNanos += 20_000_000;
        }
    }

    private void assertNoSoundBehindThePictures() {
        long picture = Long.MIN_VALUE / 2;
        for (AccessUnit unit : sink.units) {
            if (unit.track().id().equals(TrackId.VIDEO)) {
                picture = unit.dtsMicros();
            } else {
                assertThat(picture - unit.dtsMicros()).isLessThanOrEqualTo(Interleaver.WINDOW_MICROS);
            }
        }
    }

    private long lastMillis(MediaKind kind) {
        List<AccessUnit> units = sink.of(kind);
        return units.get(units.size() - 1).dtsMicros() / 1_000;
    }

    @Test
    void soundThatAlwaysComesLateIsLostOnceAndThenWaitedFor() {
        configureBoth();
        feedLagging(10_000, 20_000, 1_500);
        timeline.end();
        assertNoSoundBehindThePictures();
        assertThat(timeline.counters().dropped(Drop.AUDIO_LATE)).isBetween(1L, 60L);
        assertThat(timeline.counters().jumpsForward()).isZero();
        assertThat(lastMillis(MediaKind.AUDIO)).isBetween(8_440L, 8_520L);
        assertThat(sink.units)
                .filteredOn(unit -> unit.track().id().equals(TrackId.AUDIO))
                .hasSizeGreaterThan(300);
    }

    @Test
    void soundThatStaysTooFarBehindIsMovedBesideThePictures() {
        configureBoth();
        feedLagging(10_000, 20_000, 5_000);
        timeline.end();
        assertNoSoundBehindThePictures();
        assertThat(timeline.counters().jumpsForward()).isOne();
        assertThat(lastMillis(MediaKind.AUDIO)).isBetween(9_900L, 10_100L);
    }

    @Test
    void aBurstThatMakesUpForAStallMovesNothing() {
        configureBoth();
        feedLagging(0, 4_000, 0);
        for (long at = 4_000; at < 8_000; at += 40) {
            feed(video(at, at % 2_000 == 0));
            nowNanos += 40_000_000;
        }
        for (long at = 4_000; at < 8_000; at += 20) {
            feed(audio(at));
        }
        feedLagging(8_000, 12_000, 0);
        timeline.end();
        assertNoSoundBehindThePictures();
        assertThat(timeline.counters().dropped(Drop.AUDIO_LATE)).isPositive();
        assertThat(timeline.counters().jumpsForward()).isZero();
        assertThat(lastMillis(MediaKind.AUDIO)).isBetween(11_900L, 12_100L);
    }

    @Test
    void soundFollowsPicturesThatOneWrongTimeMovedAhead() {
        configureBoth();
        feedLagging(0, 4_000, 0);
        feed(video(9_000, false));
        feedLagging(4_000, 12_000, 0);
        timeline.end();
        assertNoSoundBehindThePictures();
        assertThat(lastMillis(MediaKind.AUDIO))
                .isBetween(lastMillis(MediaKind.VIDEO) - 200, lastMillis(MediaKind.VIDEO) + 200);
    }

    @Test
    void aWrongTimeBeforeTheFirstKeyPictureDoesNotKeepThePublicationFromStarting() {
        configureBoth();
        feed(video(7_200_000, false));
        for (long i = 0; i < 10; i++) {
            feed(video(i * 40, i == 5));
        }
        timeline.end();
        assertThat(sink.of(MediaKind.VIDEO)).hasSize(5);
    }

    @Test
    void timeThatStandsStillDoesNotFillThePrerollQueue() {
        configureBoth();
        for (int i = 0; i < 10_000; i++) {
            feed(audio(0));
        }
        assertThat(timeline.counters().dropped(Drop.PREROLL_OVERFLOW)).isPositive();
    }
}
