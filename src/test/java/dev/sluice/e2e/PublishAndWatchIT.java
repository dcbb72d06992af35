package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The main job with real FFmpegs: one publishes over RTMP, another plays the HLS back. */
class PublishAndWatchIT {
    private static final Duration PLAYABLE = Duration.ofSeconds(20);
    private final RunningSluice sluice = RunningSluice.shared();
    private final String multivariant = sluice.httpUrl() + "/hls/demo.m3u8";

    /** The newest publication before the test's own: its segments may still be listed. */
    private final long before = sluice.newestEpoch();

    static Stream<Ffmpeg> ffmpegs() {
        return Ffmpeg.all().stream();
    }

    @ParameterizedTest
    @MethodSource("ffmpegs")
    void whatAnFfmpegPublishesAnotherPlays(Ffmpeg ffmpeg) {
        System.out.println("publishing and playing with FFmpeg " + ffmpeg);
        try (FfmpegProcess publisher = ffmpeg.publish(sluice.rtmpUrl() + "/" + sluice.demoKey())) {
            awaitPlayable();
            FfmpegProcess player = ffmpeg.play(multivariant, 6);
            assertThat(player.awaitExit(Duration.ofSeconds(60)))
                    .as(player::output)
                    .isZero();
            assertThat(player.output())
                    .contains("Video: h264")
                    .contains("Audio: aac")
                    .contains("640x360");
            assertThat(publisher.process().isAlive()).as(publisher::output).isTrue();
        }
    }

    /** The four forms of key and name that encoders are configured with. */
    @ParameterizedTest
    @MethodSource("forms")
    void everyFormOfTheKeyReachesTheSameCheck(Map.Entry<String, String> form) {
        String url = "rtmp://127.0.0.1:" + sluice.rtmpPort() + form.getValue().replace("KEY", sluice.demoKey());
        try (FfmpegProcess publisher = Ffmpeg.any().publish(url)) {
            await().atMost(PLAYABLE)
                    .until(() -> isLive() || !publisher.process().isAlive());
            assertThat(publisher.process().isAlive())
                    .as(form.getKey() + ": " + publisher.output())
                    .isTrue();
        }
        await().atMost(Duration.ofSeconds(5)).until(() -> !isLive());
    }

    static List<Map.Entry<String, String>> forms() {
        return List.of(
                Map.entry("key as name", "/live/KEY"),
                Map.entry("empty name, as the replaced system has it", "/live/?key=KEY"),
                Map.entry("name and key", "/live/demo?key=KEY"),
                Map.entry("key on the application", "/live?key=KEY"));
    }

    @Test
    void aWrongKeyIsRefusedWithASentenceAndTheRightOneStillWorks() {
        FfmpegProcess refused = Ffmpeg.any().publish(sluice.rtmpUrl() + "/slk_00000000000000000000000000ZZ");
        assertThat(refused.awaitExit(Duration.ofSeconds(15))).isNotZero();
        assertThat(refused.output()).contains("The stream key is not valid");

        FfmpegProcess misnamed = Ffmpeg.any().publish(sluice.rtmpUrl() + "/other?key=" + sluice.demoKey());
        assertThat(misnamed.awaitExit(Duration.ofSeconds(15))).isNotZero();
        assertThat(misnamed.output()).contains("This key belongs to another stream name");

        FfmpegProcess elsewhere =
                Ffmpeg.any().publish("rtmp://127.0.0.1:" + sluice.rtmpPort() + "/vod/" + sluice.demoKey());
        assertThat(elsewhere.awaitExit(Duration.ofSeconds(15))).isNotZero();
        assertThat(elsewhere.output()).contains("There is no such application");

        assertThat(sluice.log()).doesNotContain("slk_00000000000000000000000000ZZ");
    }

    @Test
    void aSecondPublisherTakesOverAndTheMediaSequenceNeverFalls() {
        String url = sluice.rtmpUrl() + "/" + sluice.demoKey();
        try (FfmpegProcess first = Ffmpeg.any().publish(url)) {
            awaitPlayable();
            long before = mediaSequence(mediaPlaylist().body());
            try (FfmpegProcess second = Ffmpeg.any().publish(url)) {
                assertThat(first.awaitExit(Duration.ofSeconds(15))).isNotZero();
                await().atMost(PLAYABLE).until(() -> mediaPlaylist().body().contains("#EXT-X-DISCONTINUITY\n"));
                assertThat(mediaSequence(mediaPlaylist().body())).isGreaterThanOrEqualTo(before);
                assertThat(second.process().isAlive()).isTrue();
            }
        }
    }

    @Test
    void answersCarryTheHeadersThatPlayersAndCachesNeed() {
        try (FfmpegProcess publisher = Ffmpeg.any().publish(sluice.rtmpUrl() + "/" + sluice.demoKey())) {
            awaitPlayable();
            HttpResponse<String> playlist = mediaPlaylist();
            assertThat(header(playlist, "content-type")).isEqualTo("application/vnd.apple.mpegurl");
            assertThat(header(playlist, "access-control-allow-origin")).isEqualTo("*");
            assertThat(header(playlist, "cache-control")).startsWith("max-age=");
            assertThat(playlist.body())
                    .contains("#EXT-X-DISCONTINUITY-SEQUENCE:")
                    .contains("#EXT-X-PROGRAM-DATE-TIME:");
            HttpResponse<String> again =
                    sluice.get(mediaUrl(), "If-None-Match", header(sluice.get(mediaUrl()), "etag"));
            assertThat(again.statusCode()).isIn(200, 304);
            String segment = playlist.body()
                    .lines()
                    .filter(line -> line.endsWith(".ts"))
                    .findFirst()
                    .orElseThrow();
            HttpResponse<String> part = sluice.get(sluice.httpUrl() + "/hls/demo/" + segment, "Range", "bytes=0-187");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(header(part, "content-length")).isEqualTo("188");
            assertThat(header(part, "content-type")).isEqualTo("video/mp2t");
            assertThat(header(sluice.get(sluice.httpUrl() + "/hls/nothing.m3u8"), "access-control-allow-origin"))
                    .isEqualTo("*");
            assertThat(publisher.process().isAlive()).isTrue();
        }
    }

    @Test
    void theVolumeIsATreeThatAPlainWebServerCouldServe() {
        try (FfmpegProcess publisher = Ffmpeg.any().publish(sluice.rtmpUrl() + "/" + sluice.demoKey())) {
            awaitPlayable();
            var volume = sluice.data().resolve("hls");
            await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(volume.resolve("demo.m3u8")));
            FfmpegProcess player = Ffmpeg.any().play(volume.resolve("demo.m3u8").toString(), 2);
            assertThat(player.awaitExit(Duration.ofSeconds(30)))
                    .as(player::output)
                    .isZero();
            assertThat(publisher.process().isAlive()).isTrue();
        }
    }

    @Test
    void healthAndMetricsTellWhatHappens() {
        try (FfmpegProcess publisher = Ffmpeg.any().publish(sluice.rtmpUrl() + "/" + sluice.demoKey())) {
            awaitPlayable();
            for (String probe : List.of("started", "live", "ready")) {
                assertThat(sluice.get(sluice.managementUrl() + "/q/health/" + probe)
                                .statusCode())
                        .as(probe)
                        .isEqualTo(200);
            }
            assertThat(sluice.metric("sluice_stream_up", "demo")).isEqualTo(1);
            assertThat(sluice.metric("sluice_stream_frames_total", "video")).isPositive();
            assertThat(sluice.metric("sluice_rtmp_received_bytes_total", "")).isPositive();
            assertThat(sluice.metric("sluice_hls_segments_total", "demo")).isPositive();
            assertThat(sluice.metric("sluice_auth_seconds_count", "allowed")).isPositive();
            assertThat(sluice.metric("sluice_rtmp_connections", "publishing")).isEqualTo(1);
            assertThat(publisher.process().isAlive()).isTrue();
        }
    }

    @Test
    void theDocumentedMetricsAreTheOnesOfAScrape() throws Exception {
        try (FfmpegProcess publisher = Ffmpeg.any().publish(sluice.rtmpUrl() + "/" + sluice.demoKey())) {
            awaitPlayable();
            Set<String> documented = names(
                    Pattern.compile("^\\| `(sluice_[a-z_]+)`", Pattern.MULTILINE),
                    Files.readString(Path.of("docs", "metrics.md")));
            Set<String> scraped = names(
                    Pattern.compile("^(sluice_[a-z_]+?)(?:_bucket|_count|_sum|_max)?[{ ]", Pattern.MULTILINE),
                    sluice.get(sluice.managementUrl() + "/q/metrics").body());
            assertThat(scraped).isEqualTo(documented);
            assertThat(publisher.process().isAlive()).isTrue();
        }
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void awaitPlayable() {
        await().atMost(PLAYABLE).until(() -> sluice.newestEpoch() > before && isLive());
    }

    private boolean isLive() {
        return sluice.get(sluice.httpUrl() + "/api/v1/live/demo").statusCode() == 200;
    }

    private String mediaUrl() {
        return sluice.httpUrl() + "/hls/demo/ts.m3u8";
    }

    private HttpResponse<String> mediaPlaylist() {
        return sluice.get(mediaUrl());
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static long mediaSequence(String playlist) {
        return playlist.lines()
                .filter(line -> line.startsWith("#EXT-X-MEDIA-SEQUENCE:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }
}
