package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.conformance.Report;
import dev.sluice.conformance.Situation;
import dev.sluice.e2e.Presentations.Form;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every codec that Enhanced RTMP names, published by an FFmpeg that speaks it: the rules of docs/conformance.md hold,
 * FFmpeg decodes what is delivered, and Chromium plays what it has decoders for. All codecs at once.
 */
class CodecsIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Map<CodecClips, CompletableFuture<Watched>> RUNNING = new EnumMap<>(CodecClips.class);
    private static ExecutorService threads;

    /** What was seen of one stream. */
    private record Watched(Map<Form, Report> reports, Map<Form, String> decoded, int transportStreamStatus) {}

    @BeforeAll
    static void startAll() {
        EnhancedFfmpeg ffmpeg = EnhancedFfmpeg.unpack();
        String whyNot = ffmpeg.whyNot();
        assumeTrue(whyNot.isEmpty(), () -> "the FFmpeg that speaks Enhanced RTMP does not start: " + whyNot);
        RunningSluice sluice = RunningSluice.shared();
        List.of(CodecClips.values()).forEach(clip -> clip.file(ffmpeg));
        threads = Executors.newCachedThreadPool();
        for (CodecClips clip : CodecClips.values()) {
            String url = sluice.rtmpUrl() + "/" + Streams.create(sluice, clip.stream());
            RUNNING.put(clip, CompletableFuture.supplyAsync(() -> watch(sluice, ffmpeg, clip, url), threads));
        }
    }

    /** Plays for a few seconds while FFmpeg publishes; what the browser cannot decode is skipped. */
    @ParameterizedTest
    @EnumSource(names = {"HEVC_AAC", "AV1_OPUS", "VP9_FLAC", "AVC_MP3"})
    void chromiumPlays(CodecClips clip) {
        RUNNING.values().forEach(CompletableFuture::join);
        RunningSluice sluice = RunningSluice.shared();
        String stream = clip.stream() + "-browser";
        String url = sluice.rtmpUrl() + "/" + Streams.create(sluice, stream);
        try (Chromium chromium = Chromium.launch();
                FfmpegProcess publisher = clip.publish(EnhancedFfmpeg.unpack(), url);
                PlayerPage page = PlayerPage.open(chromium, sluice, "hls.js", Form.CMAF.address(stream), "&poll=1")) {
            boolean decodes = clip != CodecClips.HEVC_AAC
                    || (Boolean) page.tab()
                            .page()
                            .evaluate("MediaSource.isTypeSupported('video/mp4; codecs=\"hvc1.1.6.L60.90\"')");
            assumeTrue(decodes, "this Chromium has no decoder for HEVC");
            page.awaitFirstFrame(LONG);
            page.waitSeconds(4);
            System.out.println(clip + ": " + page.summary());
            page.assertNoFatalError();
            assertThat(page.pictureHeight()).isEqualTo(180);
            assertThat(page.position()).isGreaterThan(3);
            assertThat(publisher.process().isAlive()).as(publisher::output).isTrue();
        }
    }

    /** Two pictures and two sounds over Enhanced RTMP: variants that are cut at the same places, and renditions. */
    @Test
    void severalTracksBecomeVariantsAndRenditions() {
        RUNNING.values().forEach(CompletableFuture::join);
        RunningSluice sluice = RunningSluice.shared();
        List<String> arguments = new ArrayList<>(List.of("-loglevel", "error"));
        arguments.addAll(List.of("-re", "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25"));
        arguments.addAll(List.of("-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"));
        arguments.addAll(List.of("-map", "0:v", "-map", "1:a", "-map", "1:a", "-map", "0:v"));
        arguments.addAll(List.of("-c:v", "libopenh264", "-g", "25", "-s:v:1", "160x90", "-c:a", "aac", "-f", "flv"));
        arguments.add(sluice.rtmpUrl() + "/" + Streams.create(sluice, "codec-ladder"));
        String url = sluice.httpUrl() + Form.CMAF.address("codec-ladder");
        try (FfmpegProcess publisher = EnhancedFfmpeg.unpack().run(arguments)) {
            await().atMost(LONG).until(() -> sluice.get(url).body().contains("v1.m3u8"));
            assertThat(sluice.get(url).body())
                    .contains("v0.m3u8", "a0.m3u8", "a1.m3u8", "RESOLUTION=320x180", "RESOLUTION=160x90");
            // The second picture comes a moment after the first, and the lists begin anew with it, key frame or not.
            try (Presentations checker =
                    Presentations.follow(sluice, "codec-ladder", Map.of(Form.CMAF, Situation.LONG_GOP))) {
                checker.awaitSegments(5, LONG);
                assertThat(publisher.process().isAlive()).as(publisher::output).isTrue();
                Report report = checker.judge().get(Form.CMAF);
                System.out.println(report.table());
                report.assertHolds();
            }
        }
    }

    private static Watched watch(RunningSluice sluice, EnhancedFfmpeg ffmpeg, CodecClips clip, String url) {
        Map<Form, Situation> situations =
                clip.forms().stream().collect(Collectors.toMap(form -> form, form -> Situation.STEADY));
        try (FfmpegProcess publisher = clip.publish(ffmpeg, url);
                Presentations checker = Presentations.follow(sluice, clip.stream(), situations)) {
            checker.awaitSegments(4, LONG);
            Map<Form, String> decoded = new EnumMap<>(Form.class);
            clip.forms().forEach(form -> decoded.put(form, decode(sluice, ffmpeg, form.address(clip.stream()))));
            int status = sluice.get(sluice.httpUrl() + Form.MPEGTS.address(clip.stream()))
                    .statusCode();
            checker.awaitSegments(6, LONG);
            assertThat(publisher.process().isAlive()).as(publisher::output).isTrue();
            return new Watched(checker.judge(), decoded, status);
        }
    }

    private static String decode(RunningSluice sluice, EnhancedFfmpeg ffmpeg, String playlist) {
        List<String> from = List.of("-loglevel", "info", "-xerror", "-live_start_index", "-1");
        List<String> all = new ArrayList<>(from);
        all.addAll(List.of("-i", sluice.httpUrl() + playlist, "-t", "3", "-f", "null", "-"));
        FfmpegProcess player = ffmpeg.run(all);
        assertThat(player.awaitExit(LONG)).as(player::output).isZero();
        return player.output();
    }

    @AfterAll
    static void stopAll() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRulesHold(CodecClips clip) {
        Map<Form, Report> reports = RUNNING.get(clip).join().reports();
        reports.values().forEach(report -> System.out.println(report.table()));
        reports.values().forEach(Report::assertHolds);
    }

    @ParameterizedTest
    @EnumSource
    void ffmpegDecodesWhatIsDelivered(CodecClips clip) {
        Watched watched = RUNNING.get(clip).join();
        assertThat(watched.decoded().get(Form.CMAF))
                .contains("Video: " + clip.video())
                .contains("Audio: " + clip.audio());
    }

    @Test
    void transportStreamsLeaveOutWhatTheyCannotCarry() {
        assertThat(RUNNING.get(CodecClips.AVC_OPUS).join().decoded().get(Form.MPEGTS))
                .contains("Video: h264")
                .doesNotContain("Audio:");
        assertThat(RUNNING.get(CodecClips.AVC_AC3).join().decoded().get(Form.MPEGTS))
                .contains("Audio: ac3");
        assertThat(RUNNING.get(CodecClips.AV1_OPUS).join().transportStreamStatus())
                .isEqualTo(404);
    }
}
