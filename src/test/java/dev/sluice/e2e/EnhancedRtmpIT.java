package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Codecs and tracks that only Enhanced RTMP can name, published by an FFmpeg that speaks it to a program that offers
 * nothing but MPEG-TS: what that cannot carry is refused, or left out. {@link CodecsIT} has what CMAF carries.
 */
class EnhancedRtmpIT {
    private static final String HEVC =
            Path.of("src/test/resources/e2e/hevc.mp4").toString();
    private static final List<String> PICTURE = List.of("-re", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25");
    private static final List<String> TONE =
            List.of("-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000");
    private final EnhancedFfmpeg ffmpeg = EnhancedFfmpeg.unpack();
    private static RunningSluice sluice;

    @BeforeAll
    static void start() {
        sluice = RunningSluice.start("transport-streams", Map.of("sluice.hls.formats", "mpegts"));
    }

    @AfterAll
    static void stop() {
        sluice.close();
    }

    @BeforeEach
    void needsTheNewFfmpeg() {
        String whyNot = ffmpeg.whyNot();
        assumeTrue(whyNot.isEmpty(), () -> "the FFmpeg that speaks Enhanced RTMP does not start: " + whyNot);
    }

    @Test
    void hevcPlaysOverHls() {
        List<String> arguments = List.of("-stream_loop", "-1", "-re", "-i", HEVC, "-c", "copy");
        try (FfmpegProcess publisher = publish(List.of(arguments))) {
            assertThat(played(publisher))
                    .contains("Video: hevc")
                    .contains("320x180")
                    .contains("Audio: aac");
        }
    }

    /** The newest publication before the test's own. */
    private long before;

    @ParameterizedTest
    @CsvSource({"libaom-av1, AV1", "libvpx-vp9, VP9"})
    void videoThatCannotBeDeliveredIsRefusedByName(String encoder, String name) {
        List<String> coding = List.of("-c:v", encoder, "-cpu-used", "8", "-g", "25", "-c:a", "aac");
        try (FfmpegProcess publisher = publish(List.of(PICTURE, TONE, coding))) {
            assertThat(publisher.awaitExit(Duration.ofSeconds(30))).isNotZero();
            assertThat(publisher.output()).contains("This server cannot deliver " + name + " video yet");
        }
    }

    @Test
    void soundThatCannotBeDeliveredIsLeftOutAndThePictureGoesOn() {
        List<String> coding = List.of("-c:v", "libopenh264", "-g", "25", "-c:a", "libopus");
        try (FfmpegProcess publisher = publish(List.of(PICTURE, TONE, coding))) {
            assertThat(played(publisher)).contains("Video: h264").doesNotContain("Audio:");
            assertThat(sluice.log()).contains("event=track_withheld").contains("codec=\"Opus\"");
        }
    }

    @Test
    void theFirstOfSeveralTracksPlays() {
        List<String> maps = List.of("-map", "0:v", "-map", "1:a", "-map", "1:a", "-map", "0:v");
        List<String> coding = List.of("-c:v", "libopenh264", "-g", "25", "-s:v:1", "160x90", "-c:a", "aac");
        try (FfmpegProcess publisher = publish(List.of(PICTURE, TONE, maps, coding))) {
            assertThat(played(publisher))
                    .contains("320x180")
                    .contains("Audio: aac")
                    .doesNotContain("160x90");
        }
    }

    private FfmpegProcess publish(List<List<String>> arguments) {
        before = sluice.newestEpoch();
        List<String> all = new ArrayList<>(List.of("-loglevel", "error"));
        arguments.forEach(all::addAll);
        Collections.addAll(all, "-f", "flv", sluice.rtmpUrl() + "/" + sluice.demoKey());
        return ffmpeg.run(all);
    }

    /** What a player says of the stream, once there is one. */
    private String played(FfmpegProcess publisher) {
        String url = sluice.httpUrl() + "/hls/demo.m3u8";
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        sluice.newestEpoch() > before || !publisher.process().isAlive());
        assertThat(publisher.process().isAlive()).as(publisher::output).isTrue();
        FfmpegProcess player = Ffmpeg.any().play(url, 4);
        assertThat(player.awaitExit(Duration.ofSeconds(60))).as(player::output).isZero();
        return player.output();
    }
}
