package dev.sluice.hls;

import static dev.sluice.hls.Simulation.AUDIO;
import static dev.sluice.hls.Simulation.VIDEO;
import static dev.sluice.hls.Simulation.everyMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.TestMedia;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresentationTest {
    private final Simulation simulation = new Simulation();

    private List<Double> durations() {
        return simulation.checker.allLines().stream()
                .map(PlaylistChecker.Line::seconds)
                .toList();
    }

    @Test
    void theFirstPlaylistAppearsWithTheFirstSegment() {
        simulation.publish(7, VIDEO, AUDIO);
        simulation.run(2.0, true, true, everyMillis(2_000));
        assertThat(simulation.calls).isEmpty();
        assertThat(simulation.presentation.snapshot()).isEmpty();
        simulation.run(0.2, true, true, everyMillis(2_000));
        assertThat(simulation.calls)
                .containsExactly("store demo/7/1767323045.ts", "replace demo/ts.m3u8", "replace demo.m3u8");
        assertThat(simulation.playlist()).isEqualTo("""
                        #EXTM3U
                        #EXT-X-VERSION:3
                        #EXT-X-TARGETDURATION:2
                        #EXT-X-MEDIA-SEQUENCE:1767323045
                        #EXT-X-DISCONTINUITY-SEQUENCE:112
                        #EXT-X-PROGRAM-DATE-TIME:2026-01-02T03:04:05.678Z
                        #EXTINF:2.000000,
                        7/1767323045.ts
                        """);
        assertThat(simulation.multivariant()).isEqualTo("""
                        #EXTM3U
                        #EXT-X-VERSION:3
                        #EXT-X-INDEPENDENT-SEGMENTS
                        #EXT-X-STREAM-INF:BANDWIDTH=1011000,AVERAGE-BANDWIDTH=919000,\
                        CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=25.000
                        demo/ts.m3u8
                        """);
    }

    @ParameterizedTest
    @CsvSource({"2000,2,2.0", "10000,10,10.0", "200,2,2.0", "1000,2,2.0", "1480,3,2.96", "5000,5,5.0"})
    void segmentsEndAtTheFirstKeyPictureAfterTheTarget(long gopMillis, int target, double seconds) {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(20 * seconds + 0.2, true, true, everyMillis(gopMillis));
        assertThat(durations()).hasSize(20).containsOnly(seconds);
        assertThat(simulation.checker.last().target()).isEqualTo(target);
        assertThat(simulation.multivariant()).contains("INDEPENDENT-SEGMENTS");
        assertThat(simulation.snapshots.get(0).lead().segments()).allMatch(Segment::independent);
    }

    @Test
    void aLateOrEarlyKeyPictureDoesNotMissItsCut() {
        simulation.publish(1, VIDEO);
        for (int i = 0; i < 500; i++) {
            simulation.atMillis = i * 40L + (i % 50 == 0 ? (i % 100 == 0 ? 1 : -1) : 0);
            simulation.picture(VIDEO, i % 50 == 0);
            simulation.pass(40);
        }
        assertThat(durations())
                .hasSize(9)
                .allSatisfy(seconds -> assertThat(seconds).isBetween(1.99, 2.01));
    }

    @Test
    void withoutKeyPicturesTheFallbackCutsAtFramesThatFit() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(130, true, true, at -> at == 0);
        assertThat(simulation.checker.last().target()).isEqualTo(10);
        assertThat(durations()).hasSizeGreaterThan(11).allMatch(seconds -> seconds < 10.5 && seconds > 10.3);
        assertThat(simulation.multivariant()).doesNotContain("INDEPENDENT-SEGMENTS");
        List<Segment> segments = simulation
                .snapshots
                .get(49 % simulation.snapshots.size())
                .lead()
                .segments();
        assertThat(segments.get(segments.size() - 1).independent()).isFalse();
    }

    @Test
    void aGopThatGrowsLaterIsCutByTheFallback() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(20, true, true, everyMillis(2_000));
        assertThat(simulation.multivariant()).contains("INDEPENDENT-SEGMENTS");
        simulation.run(30, true, true, everyMillis(8_000));
        assertThat(simulation.checker.last().target()).isEqualTo(2);
        assertThat(simulation.multivariant()).doesNotContain("INDEPENDENT-SEGMENTS");
    }

    @Test
    void variableFrameRatesKeepExactDurations() {
        simulation.publish(1, VIDEO);
        long[] gaps = {10, 120, 40, 500, 33, 66, 17};
        long next = 0;
        for (int i = 0; i < 3_000; i++) {
            simulation.picture(VIDEO, simulation.atMillis >= next);
            next += simulation.atMillis >= next ? 2_000 : 0;
            long gap = gaps[i % gaps.length];
            simulation.atMillis += gap;
            simulation.pass(gap);
        }
        double sum = durations().stream().mapToDouble(Double::doubleValue).sum();
        List<Segment> segments =
                simulation.snapshots.get(simulation.snapshots.size() - 1).lead().segments();
        String lastSegment =
                segments.get(segments.size() - 1).content().toSlice().toUtf8();
        double lastStart = Simulation.dtsMicros(lastSegment.lines().toList().get(1)) / 1e6;
        double lastSeconds = segments.get(segments.size() - 1).durationMicros() / 1e6;
        assertThat(sum).isCloseTo(lastStart + lastSeconds, org.assertj.core.data.Offset.offset(0.001));
        assertThat(simulation.checker.allLines()).noneMatch(PlaylistChecker.Line::discontinuity);
    }

    @Test
    void audioAloneIsCutAtTheFrameNearestToEachMultiple() {
        simulation.publish(1, AUDIO);
        simulation.run(60.2, false, true, at -> false);
        double end = 0;
        List<Double> durations = durations();
        for (int i = 0; i < durations.size(); i++) {
            end += durations.get(i);
            assertThat(end).isBetween(2.0 * (i + 1) - 0.0107, 2.0 * (i + 1) + 0.0107);
        }
        assertThat(durations).hasSize(30);
        assertThat(simulation.multivariant())
                .contains("CODECS=\"mp4a.40.2\"", "INDEPENDENT-SEGMENTS")
                .doesNotContain("RESOLUTION", "FRAME-RATE");
    }

    @Test
    void videoAloneWorks() {
        simulation.publish(1, VIDEO);
        simulation.run(30.2, true, false, everyMillis(2_000));
        assertThat(durations()).hasSize(15).containsOnly(2.0);
        assertThat(simulation.multivariant()).contains("CODECS=\"avc1.64001f\"");
    }

    @Test
    void soundFromBeforeAPictureLiesInTheSegmentBeforeIt() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(20.2, true, true, everyMillis(2_000));
        List<Segment> segments =
                simulation.snapshots.get(simulation.snapshots.size() - 1).lead().segments();
        for (Segment segment : segments.subList(1, segments.size())) {
            List<String> rows = segment.content().toSlice().toUtf8().lines().toList();
            assertThat(rows.get(0)).isEqualTo("start 2");
            assertThat(rows.get(1)).startsWith("V! ");
            long start = Simulation.ptsMicros(rows.get(1));
            for (String row : rows) {
                if (row.startsWith("A")) {
                    long pts = Simulation.ptsMicros(row);
                    assertThat(pts).isBetween(start, start + 2_000_000);
                }
            }
        }
    }

    @Test
    void videoThatStallsIsCutAtTheSound() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(10, true, true, everyMillis(2_000));
        simulation.run(20, false, true, at -> false);
        simulation.run(10, true, true, everyMillis(2_000));
        double sum = durations().stream().mapToDouble(Double::doubleValue).sum();
        assertThat(sum).isBetween(37.0, 40.0);
        assertThat(simulation.checker.allLines()).noneMatch(PlaylistChecker.Line::discontinuity);
    }

    @Test
    void aGapInAllTracksEndsTheSegmentWithItsMedia() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(9, true, true, everyMillis(2_000));
        simulation.run(6, false, false, at -> false);
        simulation.run(6, true, true, everyMillis(1_000));
        List<PlaylistChecker.Line> lines = simulation.checker.allLines();
        assertThat(lines.get(4).seconds()).isBetween(0.9, 1.1);
        assertThat(lines.get(5).discontinuity()).isTrue();
        assertThat(lines.get(5).date()).isEqualTo(lines.get(0).date().plusSeconds(15));
    }

    @Test
    void aNewPublicationContinuesTheListWithADiscontinuity() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(7, true, true, everyMillis(2_000));
        simulation.sink.onEnd();
        assertThat(durations()).containsExactly(2.0, 2.0, 2.0, durations().get(3));
        assertThat(durations().get(3)).isBetween(0.99, 1.05);
        simulation.pass(5_000);
        simulation.publish(2, VIDEO, AUDIO);
        simulation.run(30, true, true, everyMillis(2_000));
        List<PlaylistChecker.Line> lines = simulation.checker.allLines();
        assertThat(lines).filteredOn(PlaylistChecker.Line::discontinuity).containsExactly(lines.get(4));
        assertThat(lines.get(4).uri()).startsWith("2/");
        assertThat(lines.get(4).date()).isEqualTo(lines.get(0).date().plusSeconds(12));
        assertThat(simulation.playlist()).doesNotContain("ENDLIST");
        assertThat(simulation.checker.last().discontinuities())
                .isEqualTo(simulation.checker.versions().get(0).discontinuities() + 1);
    }

    @Test
    void finishingClosesTheListAndALaterPublicationBeginsAHigherOne() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(20, true, true, everyMillis(2_000));
        simulation.presentation.finish();
        assertThat(simulation.checker.last().ended()).isTrue();
        assertThat(simulation.presentation.snapshot())
                .hasValueSatisfying(s -> assertThat(s.ended()).isTrue());
        simulation.pass(1_000);
        simulation.publish(2, VIDEO, AUDIO);
        simulation.run(5, true, true, everyMillis(2_000));
        assertThat(simulation.checker.last().lines()).hasSize(2).noneMatch(PlaylistChecker.Line::discontinuity);
        assertThat(simulation.checker.last().lines())
                .allMatch(line -> line.uri().startsWith("2/"));
        assertThat(simulation.calls).doesNotContain("gone demo");
    }

    @Test
    void afterTheEndEverythingIsRemovedInTime() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(30, true, true, everyMillis(2_000));
        simulation.presentation.finish();
        simulation.pass(11_000);
        assertThat(simulation.files).containsKeys("demo.m3u8", "demo/ts.m3u8").hasSizeGreaterThan(6);
        simulation.pass(20_000);
        assertThat(simulation.files).isEmpty();
        assertThat(simulation.calls).containsOnlyOnce("gone demo");
        assertThat(simulation.presentation.isForgettable()).isTrue();
        simulation.publish(2, VIDEO);
        simulation.run(5, true, false, everyMillis(2_000));
        assertThat(simulation.checker.last().lines()).hasSize(2);
    }

    @Test
    void anEmptyPublicationChangesNothing() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(5, true, true, everyMillis(2_000));
        simulation.sink.onEnd();
        int calls = simulation.calls.size();
        simulation.publish(2, VIDEO, AUDIO);
        simulation.sink.onDiscontinuity();
        simulation.sink.onEnd();
        assertThat(simulation.calls).hasSize(calls);
        simulation.publish(3, VIDEO, AUDIO);
        simulation.run(3, true, true, everyMillis(2_000));
        assertThat(simulation.checker.last().lines())
                .filteredOn(PlaylistChecker.Line::discontinuity)
                .hasSize(1);
    }

    @Test
    void changedTracksAndTimelinesAreDiscontinuities() {
        Track rotated = new Track(TrackId.VIDEO, TestMedia.avc(720, 1280));
        simulation.publish(1, VIDEO);
        simulation.run(5, true, false, everyMillis(2_000));
        simulation.sink.onTracks(List.of(rotated));
        simulation.sink.onTracks(List.of(rotated));
        for (int i = 0; i < 60; i++, simulation.atMillis += 40) {
            simulation.picture(rotated, i % 50 == 0);
        }
        simulation.sink.onDiscontinuity();
        simulation.picture(rotated, true);
        simulation.sink.onEnd();
        assertThat(simulation.checker.allLines())
                .extracting(PlaylistChecker.Line::discontinuity)
                .containsExactly(false, false, false, true, false, true);
        assertThat(simulation.multivariant()).contains("RESOLUTION=720x1280");
    }

    @Test
    void aSegmentOverTheByteLimitIsCut() {
        HlsSettings small = new HlsSettings(
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                Duration.ZERO,
                Duration.ofSeconds(12),
                Duration.ZERO,
                6,
                1 << 20,
                4 << 20,
                false);
        Simulation heavy = new Simulation(small);
        heavy.pictureBytes(200_000);
        heavy.publish(1, VIDEO);
        heavy.run(20, true, false, everyMillis(2_000));
        PresentationSnapshot last = heavy.snapshots.get(heavy.snapshots.size() - 1);
        assertThat(last.lead().segments()).allMatch(segment -> segment.content().length() < 1_300_000);
        long held = last.lead().segments().stream()
                .mapToLong(s -> s.content().length())
                .sum();
        assertThat(held).isLessThanOrEqualTo(4 << 20);
    }

    @Test
    void theWindowAndTwoSegmentsBeforeItAreHeld() {
        simulation.publish(1, VIDEO);
        simulation.run(60, true, false, everyMillis(2_000));
        PresentationSnapshot last = simulation.snapshots.get(simulation.snapshots.size() - 1);
        assertThat(simulation.checker.last().lines()).hasSize(6);
        assertThat(last.lead().segments()).hasSize(8);
        assertThat(last.find(last.lead().segments().get(0).name())).isPresent();
        assertThat(last.find(new HlsResource.Segment("demo", 9, Rendition.PROGRAM, 9)))
                .isEmpty();
    }

    @Test
    void daysOfMediaKeepEveryRule() {
        Simulation days = new Simulation();
        days.publish(1, VIDEO);
        for (long second = 0; second < 30 * 3_600; second += 10) {
            days.atMillis = second * 1_000;
            days.picture(VIDEO, true);
            days.atMillis += 9_600;
            days.picture(VIDEO, false);
            days.pass(10_000);
            days.calls.clear();
        }
        assertThat(days.checker.allLines()).hasSize(30 * 360 - 1).allMatch(line -> line.seconds() == 10.0);
        assertThat(days.files.size()).isLessThan(20);
    }

    @Test
    void aLostStateStartsAboveWhatIsRemembered() {
        simulation.presentation.continueFrom(5_000_000_000L, 6_000_000_000L);
        simulation.publish(1, VIDEO);
        simulation.run(3, true, false, everyMillis(2_000));
        assertThat(simulation.checker.last().sequence()).isEqualTo(5_000_000_000L);
        assertThat(simulation.checker.last().discontinuities()).isEqualTo(6_000_000_000L);
    }

    @Test
    void onlyTheFirstTrackOfAKindIsPackaged() {
        Track second = new Track(new TrackId(VIDEO.id().kind(), 1), TestMedia.avc(640, 360));
        simulation.publish(1, VIDEO, second);
        for (int i = 0; i < 120; i++, simulation.atMillis += 40) {
            simulation.picture(VIDEO, i % 50 == 0);
            simulation.picture(second, i % 50 == 0);
        }
        simulation.sink.onTracks(List.of(VIDEO));
        simulation.sink.onEnd();
        assertThat(simulation
                        .snapshots
                        .get(0)
                        .lead()
                        .segments()
                        .get(0)
                        .content()
                        .toSlice()
                        .toUtf8()
                        .lines())
                .hasSize(51);
        assertThat(durations()).containsExactly(2.0, 2.0, 0.8);
        assertThat(simulation.multivariant()).contains("RESOLUTION=1280x720");
    }

    @Test
    void unitsAfterTheEndOrOfUnknownTracksAreIgnored() {
        simulation.publish(1, VIDEO);
        simulation.sink.onAccessUnit(new AccessUnit(AUDIO, 0, 0, true, Slice.of(1)));
        simulation.sink.onEnd();
        simulation.picture(VIDEO, true);
        simulation.sink.onEnd();
        assertThat(simulation.calls).isEmpty();
    }
}
