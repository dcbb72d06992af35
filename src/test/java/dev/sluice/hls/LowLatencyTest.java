package dev.sluice.hls;

import static dev.sluice.hls.CmafSimulation.AUDIO;
import static dev.sluice.hls.CmafSimulation.LOW;
import static dev.sluice.hls.CmafSimulation.MUSIC;
import static dev.sluice.hls.CmafSimulation.VIDEO;
import static dev.sluice.hls.CmafSimulation.everyMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.media.TrackId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LowLatencyTest {
    private final CmafSimulation simulation = new CmafSimulation();

    @Test
    void theFirstPlaylistIsThereAfterOnePart() {
        simulation.publish(7, VIDEO, AUDIO);
        simulation.run(0.27, everyMillis(2_000), VIDEO, AUDIO);
        assertThat(simulation.newest().multivariant().text().toUtf8()).isEqualTo("""
                #EXTM3U
                #EXT-X-VERSION:6
                #EXT-X-INDEPENDENT-SEGMENTS
                #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Audio 1",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",\
                URI="demo/a0.m3u8"
                #EXT-X-STREAM-INF:BANDWIDTH=8000,AVERAGE-BANDWIDTH=8000,CODECS="avc1.64001f,mp4a.40.2",\
                RESOLUTION=1280x720,FRAME-RATE=30.000,AUDIO="audio"
                demo/v0.m3u8
                """);
        RenditionSnapshot video = simulation.newest().lead();
        assertThat(simulation.newest().playlist(video).toUtf8()).isEqualTo("""
                #EXTM3U
                #EXT-X-VERSION:9
                #EXT-X-TARGETDURATION:2
                #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.606000,CAN-SKIP-UNTIL=12.0
                #EXT-X-PART-INF:PART-TARGET=0.202000
                #EXT-X-MEDIA-SEQUENCE:1767323045
                #EXT-X-DISCONTINUITY-SEQUENCE:112
                #EXT-X-MAP:URI="7/v0-init-0.mp4"
                #EXT-X-PROGRAM-DATE-TIME:2026-01-02T03:04:05.677Z
                #EXT-X-GAP
                #EXTINF:0.001000,
                7/v0-1767323045.m4s
                #EXT-X-PROGRAM-DATE-TIME:2026-01-02T03:04:05.678Z
                #EXT-X-PART:DURATION=0.200000,URI="7/v0-p0.m4s",INDEPENDENT=YES
                #EXT-X-PRELOAD-HINT:TYPE=PART,URI="7/v0-p1.m4s"
                #EXT-X-RENDITION-REPORT:URI="a0.m3u8",LAST-MSN=1767323046,LAST-PART=0
                """);
    }

    @ParameterizedTest
    @ValueSource(doubles = {23.976, 24, 25, 29.97, 30, 50, 59.94, 60})
    void partsAreFullAtEveryUsualRate(double framesPerSecond) {
        simulation.frameMillis = 1_000 / framesPerSecond;
        simulation.publish(1, VIDEO, AUDIO);
        long gop = Math.round(Math.round(framesPerSecond * 2) * simulation.frameMillis);
        simulation.run(30, everyMillis(gop), VIDEO, AUDIO);
        for (String rendition : List.of("v0", "a0")) {
            LowLatencyChecker checker = simulation.checker(rendition);
            assertThat(checker.shortParts).as(rendition).isZero();
            assertThat(checker.parts).isGreaterThan(110);
            assertThat(checker.partTarget).isBetween(0.18, 0.22);
        }
    }

    @Test
    void aLadderIsCutAtTheSamePlaces() {
        simulation.publish(1, VIDEO, LOW, AUDIO, MUSIC);
        simulation.run(20, everyMillis(2_000), LOW, VIDEO, AUDIO, MUSIC);
        assertThat(simulation.newest().renditions()).hasSize(4);
        assertThat(simulation.checker("v1").lines.keySet())
                .isEqualTo(simulation.checker("v0").lines.keySet());
        assertThat(simulation.newest().multivariant().text().toUtf8())
                .contains("demo/v0.m3u8", "demo/v1.m3u8", "URI=\"demo/a0.m3u8\"", "URI=\"demo/a1.m3u8\"");
    }

    /** The checker asks of every part that it fits the target, and of the parts that they add up to their segment. */
    @Test
    void aFrameThatLastsLongerThanForeseenBeginsItsOwnPart() {
        simulation.publish(1, VIDEO);
        for (int turn = 0; turn < 12; turn++) {
            simulation.frameMillis = 1_000 / 30.0;
            simulation.run(0.667, everyMillis(2_000), VIDEO);
            simulation.frameMillis = 400 / 3.0;
            simulation.run(0.8, everyMillis(2_000), VIDEO);
        }
        assertThat(simulation.checker("v0").parts).isGreaterThan(60);
    }

    /** The end of a part was foreseen, and listed, when its last frame turned out to last four times as long. */
    @Test
    void whereverTheRateFallsPartsAddUpToTheirSegment() {
        simulation.publish(1, VIDEO, AUDIO);
        for (int frames = 16; frames < 40; frames++) {
            long turnMillis = Math.round(simulation.atMillis);
            simulation.frameMillis = 1_000 / 30.0;
            simulation.run(frames / 30.0, at -> at == turnMillis, VIDEO, AUDIO);
            simulation.frameMillis = 400 / 3.0;
            simulation.run(2 - frames / 30.0, at -> false, VIDEO, AUDIO);
        }
        LowLatencyChecker checker = simulation.checker("v0");
        assertThat(checker.parts).isGreaterThan(120);
        assertThat(apartMillis("v0")).as("what was missing was made up for").isLessThan(300);
    }

    /** How much the listed segments lack of what was published, the one in progress aside. */
    private double apartMillis(String rendition) {
        double seconds = simulation.checker(rendition).lines.values().stream()
                .mapToDouble(LowLatencyChecker.Line::seconds)
                .sum();
        double open = simulation.newest().rendition(Rendition.of(TrackId.VIDEO)).orElseThrow().open().stream()
                .flatMap(segment -> segment.parts().stream())
                .mapToDouble(part -> part.durationMicros() / 1e6)
                .sum();
        return simulation.atMillis - 1_000 * (seconds + open);
    }

    @ParameterizedTest
    @ValueSource(doubles = {24, 25, 29.97, 30, 50, 60})
    void aFirstPartThatIsCutShortDoesNotDecideHowLongPartsAre(double framesPerSecond) {
        simulation.frameMillis = 1_000 / framesPerSecond;
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(simulation.frameMillis / 1_000, everyMillis(2_000), VIDEO, AUDIO);
        simulation.sink.onTracks(List.of(VIDEO, LOW, AUDIO));
        simulation.run(20, everyMillis(2_000), VIDEO, LOW, AUDIO);
        LowLatencyChecker checker = simulation.checker("v0");
        assertThat(checker.partTarget).isEqualTo(0.22);
        assertThat(checker.shortParts).isZero();
    }
}
