package dev.sluice.advice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdviceBoardTest {
    private static final Sample GOOD = new Sample();
    private final AdviceBoard board = new AdviceBoard();

    /** A healthy encoder, and what may be wrong with it. */
    private static final class Sample {
        private double bitrate = 4e6;
        private double fps = 30;
        private long silentMillis = 20;
        private int gopMillis = 2_000;
        private int longGops;
        private long keylessMillis = 500;
        private double skewMillis = 15;
        private int jumps;
        private boolean hasAudio = true;
        private List<String> codecs = List.of("H.264", "AAC");

        Measures measures() {
            return new Measures(
                    bitrate,
                    0,
                    4e6,
                    fps,
                    OptionalDouble.of(30),
                    silentMillis,
                    gopMillis,
                    longGops,
                    keylessMillis,
                    skewMillis,
                    jumps,
                    120_000,
                    true,
                    hasAudio,
                    codecs);
        }
    }

    @Test
    void aHealthyEncoderNeedsNoAdvice() {
        assertThat(look(GOOD, 0)).isEmpty();
        assertThat(look(GOOD, 60)).isEmpty();
    }

    @Test
    void silenceIsToldAtOnceAndGetsGraver() {
        Sample silent = new Sample();
        silent.silentMillis = 2_500;
        assertThat(look(silent, 0)).containsExactly("no-media warn");
        silent.silentMillis = 6_000;
        assertThat(look(silent, 4)).containsExactly("no-media bad");
    }

    @Test
    void adviceComesAfterItsHoldTimeAndLeavesThirtySecondsAfterItsCause() {
        Sample poor = new Sample();
        poor.bitrate = 1e6;
        assertThat(look(poor, 0)).isEmpty();
        assertThat(look(poor, 29)).isEmpty();
        assertThat(look(poor, 30)).containsExactly("bitrate-collapsed warn");
        assertThat(look(GOOD, 59)).containsExactly("bitrate-collapsed warn");
        assertThat(look(GOOD, 60)).isEmpty();
    }

    @Test
    void aCauseThatPassesBeforeItsHoldTimeBeginsAnew() {
        Sample poor = new Sample();
        poor.bitrate = 1e6;
        look(poor, 0);
        look(GOOD, 20);
        assertThat(look(poor, 31)).isEmpty();
    }

    @Test
    void eachRuleSaysWhatToDo() {
        Sample bad = new Sample();
        bad.longGops = 3;
        bad.gopMillis = 6_000;
        bad.keylessMillis = 13_000;
        bad.fps = 22;
        bad.skewMillis = -1_400;
        bad.jumps = 3;
        bad.hasAudio = false;
        bad.codecs = List.of("HEVC");
        look(bad, 0);
        assertThat(look(bad, 11))
                .containsExactly(
                        "key-frames-rare warn",
                        "no-key-frame bad",
                        "frames-missing warn",
                        "timestamps-jump warn",
                        "codec-not-everywhere info",
                        "medium-missing info");
        assertThat(board.shown().get(0).text()).startsWith("A key frame every 6.0 s:");
        bad.hasAudio = true;
        look(bad, 12);
        assertThat(look(bad, 17)).contains("audio-video-apart bad").hasSize(7);
        assertThat(board.shown())
                .anySatisfy(advice -> assertThat(advice.text())
                        .isEqualTo("Audio is 1.4 s behind the picture. Check the audio delay."));
    }

    @Test
    void theGuideNamesEveryPieceOfAdvice() throws Exception {
        String guide = Files.readString(Path.of("docs/api.md"));
        assertThat(Advices.RULES).allSatisfy(rule -> assertThat(guide).contains("| `" + rule.id() + "` |"));
    }

    private List<String> look(Sample sample, long second) {
        var unused = board.judge(sample.measures(), TimeUnit.SECONDS.toNanos(second));
        return board.shown().stream()
                .map(advice -> advice.id() + " " + advice.level().word())
                .toList();
    }
}
