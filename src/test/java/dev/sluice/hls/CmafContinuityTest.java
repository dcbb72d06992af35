package dev.sluice.hls;

import static dev.sluice.hls.CmafSimulation.AUDIO;
import static dev.sluice.hls.CmafSimulation.LOW;
import static dev.sluice.hls.CmafSimulation.VIDEO;
import static dev.sluice.hls.CmafSimulation.everyMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.TestMedia;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** One timeline over everything that encoders and networks do. */
class CmafContinuityTest {
    private final CmafSimulation simulation = new CmafSimulation();

    private Collection<LowLatencyChecker.Line> lines(String rendition) {
        return simulation.checker(rendition).lines.values();
    }

    private long discontinuities(String rendition) {
        return lines(rendition).stream()
                .filter(LowLatencyChecker.Line::discontinuity)
                .count();
    }

    /** How many seconds the numbers that both lists have differ by, all together. */
    private double apart() {
        Map<Long, LowLatencyChecker.Line> sound = simulation.checker("a0").lines;
        double seconds = 0;
        for (Map.Entry<Long, LowLatencyChecker.Line> picture :
                simulation.checker("v0").lines.entrySet()) {
            LowLatencyChecker.Line other = sound.get(picture.getKey());
            seconds += other == null ? 0 : picture.getValue().seconds() - other.seconds();
        }
        return Math.abs(seconds);
    }

    @Test
    void soundAloneIsCutOnTheGridAndEverySegmentIsIndependent() {
        simulation.publish(1, AUDIO);
        simulation.run(30, at -> false, AUDIO);
        assertThat(simulation.newest().multivariant().text().toUtf8())
                .contains("#EXT-X-INDEPENDENT-SEGMENTS", "CODECS=\"mp4a.40.2\"", "demo/a0.m3u8")
                .doesNotContain("EXT-X-MEDIA", "RESOLUTION", "AUDIO=");
        LowLatencyChecker checker = simulation.checker("a0");
        assertThat(checker.shortParts).isZero();
        double seconds = lines("a0").stream()
                .mapToDouble(LowLatencyChecker.Line::seconds)
                .sum();
        assertThat(seconds).isBetween(29.9, 30.1);
    }

    @Test
    void pictureAloneHasNoAudioGroup() {
        simulation.publish(1, VIDEO);
        simulation.run(10, everyMillis(2_000), VIDEO);
        assertThat(simulation.newest().multivariant().text().toUtf8()).doesNotContain("EXT-X-MEDIA", "AUDIO=");
        assertThat(simulation.checker("v0").shortParts).isZero();
    }

    @Test
    void aPublisherThatComesBackContinuesTheListsWithTheSameInit() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(9.5, everyMillis(2_000), VIDEO, AUDIO);
        simulation.sink.onEnd();
        simulation.now = simulation.now.plusSeconds(5);
        simulation.publish(2, VIDEO, AUDIO);
        simulation.run(9, everyMillis(2_000), VIDEO, AUDIO);
        for (String rendition : List.of("v0", "a0")) {
            assertThat(discontinuities(rendition)).isEqualTo(1);
            assertThat(lines(rendition).stream()
                            .map(LowLatencyChecker.Line::map)
                            .distinct())
                    .as("unchanged bytes keep their name")
                    .hasSize(1);
            List<Long> numbers = List.copyOf(simulation.checker(rendition).lines.keySet());
            assertThat(numbers.get(numbers.size() - 1) - numbers.get(0)).isEqualTo(numbers.size() - 1L);
        }
        assertThat(simulation.checker("v0").lines.keySet())
                .isEqualTo(simulation.checker("a0").lines.keySet());
    }

    @Test
    void anotherResolutionIsADiscontinuityWithAnInitOfItsOwn() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(6, everyMillis(2_000), VIDEO, AUDIO);
        Track portrait = new Track(TrackId.VIDEO, TestMedia.avc(720, 1280));
        simulation.sink.onTracks(List.of(portrait, AUDIO));
        simulation.run(6, everyMillis(2_000), portrait, AUDIO);
        assertThat(discontinuities("v0")).isEqualTo(1);
        assertThat(discontinuities("a0")).isEqualTo(1);
        assertThat(lines("v0").stream().map(LowLatencyChecker.Line::map).distinct())
                .hasSize(2);
        assertThat(lines("a0").stream().map(LowLatencyChecker.Line::map).distinct())
                .hasSize(1);
        assertThat(simulation.newest().multivariant().text().toUtf8()).contains("RESOLUTION=720x1280");
    }

    @Test
    void theEndClosesTheListsAndALaterPublicationBeginsHigherOnes() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(9, everyMillis(2_000), VIDEO, AUDIO);
        simulation.sink.onEnd();
        simulation.presentation.finish();
        assertThat(simulation.newest().ended()).isTrue();
        RenditionSnapshot ended = simulation.newest().lead();
        String text = simulation.newest().playlist(ended).toUtf8();
        assertThat(text).endsWith("#EXT-X-ENDLIST\n").doesNotContain("PART", "HINT", "SERVER-CONTROL", "REPORT");
        assertThat(simulation.files.get("demo/v0.m3u8").toUtf8()).contains("#EXT-X-ENDLIST");
        long last = ended.lastMediaSequence();
        simulation.now = simulation.now.plusSeconds(60);
        simulation.checkers.clear();
        simulation.publish(2, VIDEO, AUDIO);
        simulation.run(3, everyMillis(2_000), VIDEO, AUDIO);
        assertThat(simulation.newest().lead().lastMediaSequence()).isGreaterThan(last);
        assertThat(simulation.newest().ended()).isFalse();
    }

    @Test
    void memoryHoldsTheLiveWindowAndNoMore() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(30, everyMillis(2_000), VIDEO, AUDIO);
        long held = simulation.arena.bytes();
        simulation.run(60, everyMillis(2_000), VIDEO, AUDIO);
        assertThat(simulation.arena.bytes()).isCloseTo(held, Percentage.withPercentage(10));
    }

    @Test
    void afterTheEndNothingIsLeft() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(20, everyMillis(2_000), VIDEO, AUDIO);
        simulation.sink.onEnd();
        simulation.presentation.finish();
        for (int i = 0; i < 60; i++) {
            simulation.now = simulation.now.plusSeconds(1);
            simulation.presentation.tick();
        }
        assertThat(simulation.files).isEmpty();
        assertThat(simulation.arena.bytes()).as("held in memory").isZero();
        assertThat(simulation.presentation.isForgettable()).isTrue();
    }

    @Test
    void aPictureThatStandsStillLeavesGapsAndComesBack() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(6, everyMillis(2_000), VIDEO, AUDIO);
        simulation.run(9, at -> false, AUDIO);
        simulation.run(9, everyMillis(2_000), VIDEO, AUDIO);
        assertThat(lines("v0").stream().filter(LowLatencyChecker.Line::gap).count())
                .isBetween(2L, 5L);
        assertThat(lines("a0").stream().filter(LowLatencyChecker.Line::gap).count())
                .isLessThanOrEqualTo(1);
        // The segment in which the picture stopped ends with its last frame, the sound's with the cut half a second
        // later.
        assertThat(apart()).isLessThan(0.55);
    }

    @Test
    void soundThatStopsLeavesGapsInItsList() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(6, everyMillis(2_000), VIDEO, AUDIO);
        simulation.run(8, everyMillis(2_000), VIDEO);
        assertThat(lines("a0").stream().filter(LowLatencyChecker.Line::gap).count())
                .isBetween(2L, 4L);
        assertThat(lines("v0").stream().filter(LowLatencyChecker.Line::gap).count())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void aTrackThatIsGivenUpKeepsItsListInStep() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(6, everyMillis(2_000), VIDEO, AUDIO);
        simulation.sink.onTracks(List.of(VIDEO));
        simulation.run(8, everyMillis(2_000), VIDEO);
        assertThat(lines("a0").stream().filter(LowLatencyChecker.Line::gap).count())
                .isGreaterThanOrEqualTo(3);
        int behind = simulation.checker("v0").lines.size()
                - simulation.checker("a0").lines.size();
        assertThat(behind).isBetween(0, 1);
    }

    @Test
    void aTrackThatComesLaterJoinsWithTheNumbersOfTheOthers() {
        simulation.publish(1, VIDEO);
        simulation.run(6, everyMillis(2_000), VIDEO);
        simulation.sink.onTracks(List.of(VIDEO, AUDIO));
        simulation.run(8, everyMillis(2_000), VIDEO, AUDIO);
        assertThat(simulation.newest().multivariant().text().toUtf8()).contains("URI=\"demo/a0.m3u8\"");
        RenditionSnapshot video = simulation.newest().lead();
        RenditionSnapshot sound =
                simulation.newest().rendition(Rendition.of(TrackId.AUDIO)).orElseThrow();
        assertThat(sound.lastPartSequence()).isBetween(video.lastPartSequence() - 1, video.lastPartSequence());
    }

    @Test
    void longAndMissingGroupsOfPicturesAreCutWhereTheyMust() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(40, everyMillis(10_000), VIDEO, AUDIO);
        assertThat(simulation.checker("v0").target).isEqualTo(2);
        assertThat(lines("v0")).allMatch(line -> line.seconds() < 2.5);
        assertThat(simulation.newest().multivariant().text().toUtf8()).doesNotContain("INDEPENDENT-SEGMENTS");
        simulation.sink.onEnd();
        simulation.presentation.finish();
        simulation.checkers.clear();
        simulation.publish(2, VIDEO, AUDIO);
        simulation.run(40, everyMillis(10_000), VIDEO, AUDIO);
        assertThat(simulation.checker("v0").target)
                .as("what was learned of the encoder")
                .isEqualTo(10);
        assertThat(lines("v0")).allMatch(line -> line.gap() || (line.seconds() > 9.9 && line.seconds() < 10.1));
    }

    @Test
    void variableFrameRatesStayExact() {
        simulation.publish(1, VIDEO, AUDIO);
        double[] rates = {30, 12, 30, 60, 5, 24};
        for (double rate : rates) {
            simulation.frameMillis = 1_000 / rate;
            simulation.run(5, everyMillis(2_000), VIDEO, AUDIO);
        }
        assertThat(apart()).isLessThan(0.25);
        assertThat(discontinuities("v0")).isZero();
    }

    @Test
    void aJumpOfTheTimelineIsADiscontinuityInEveryList() {
        simulation.publish(1, VIDEO, LOW, AUDIO);
        simulation.run(5, everyMillis(2_000), VIDEO, LOW, AUDIO);
        simulation.sink.onDiscontinuity();
        simulation.run(5, everyMillis(2_000), VIDEO, LOW, AUDIO);
        for (String rendition : List.of("v0", "v1", "a0")) {
            assertThat(discontinuities(rendition)).as(rendition).isEqualTo(1);
        }
    }

    @Test
    void withoutLowLatencyTheListsHaveNoPartsAndBeginWithTheFirstSegment() {
        CmafSimulation plain = new CmafSimulation(HlsSettings.of(Duration.ofSeconds(2), Duration.ofSeconds(12)));
        plain.publish(1, VIDEO, AUDIO);
        plain.run(1.9, everyMillis(2_000), VIDEO, AUDIO);
        assertThat(plain.snapshots).isEmpty();
        plain.run(20, everyMillis(2_000), VIDEO, AUDIO);
        String text = plain.newest().playlist(plain.newest().lead()).toUtf8();
        assertThat(text).contains("#EXT-X-VERSION:6").doesNotContain("PART", "GAP", "SERVER-CONTROL");
        assertThat(plain.checker("v0").lines.values()).allMatch(line -> Math.abs(line.seconds() - 2) < 0.01);
    }

    @Test
    void aBurstAfterAStallKeepsTheWindowByTime() {
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(30, everyMillis(1_000), VIDEO, AUDIO);
        List<Segment> held = simulation.newest().lead().segments();
        long micros = held.stream().mapToLong(Segment::durationMicros).sum();
        assertThat(micros).isGreaterThanOrEqualTo(12_000_000);
    }
}
