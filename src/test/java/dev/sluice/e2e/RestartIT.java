package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** HLS-71, K8S-3: the server is killed and started again over the same volume and database. */
class RestartIT {
    private static final Map<String, String> KILLED =
            Map.of("sluice.hls.resume-window", "90s", "sluice.hls.recording", "true");

    /** A recording is written when the window is over: it must only be longer than a start takes. */
    private static final Map<String, String> STARTED_AGAIN =
            Map.of("sluice.hls.resume-window", "25s", "sluice.hls.recording", "true");

    private static final Pattern PICTURES = Pattern.compile("frame= *(\\d+)");
    private static final double PICTURES_PER_SECOND = 25;

    /** A media playlist. */
    private record Listed(String text, TreeMap<Long, String> uris, TreeMap<Long, Boolean> discontinuities) {
        static Listed get(RunningSluice sluice, String rendition) {
            HttpResponse<String> answer = sluice.get(sluice.httpUrl() + "/hls/demo/" + rendition + ".m3u8");
            TreeMap<Long, String> uris = new TreeMap<>();
            TreeMap<Long, Boolean> discontinuities = new TreeMap<>();
            boolean discontinuity = false;
            long next = answer.statusCode() == 200 ? number(answer.body(), "#EXT-X-MEDIA-SEQUENCE:") : 0;
            for (String row : answer.body().lines().toList()) {
                discontinuity |= row.equals("#EXT-X-DISCONTINUITY");
                if (!row.startsWith("#") && answer.statusCode() == 200) {
                    discontinuities.put(next, discontinuity);
                    uris.put(next++, row);
                    discontinuity = false;
                }
            }
            return new Listed(answer.body(), uris, discontinuities);
        }

        static long number(String text, String tag) {
            return text.lines()
                    .filter(row -> row.startsWith(tag))
                    .mapToLong(row -> Long.parseLong(row.substring(tag.length())))
                    .findFirst()
                    .orElseThrow();
        }

        /** Media time, with what is only a gap or without. */
        double seconds(boolean withGaps) {
            double seconds = 0;
            double segment = 0;
            boolean gap = false;
            for (String row : text.lines().toList()) {
                gap |= row.equals("#EXT-X-GAP");
                if (row.startsWith("#EXTINF:")) {
                    segment = Double.parseDouble(row.substring(8, row.length() - 1));
                } else if (!row.startsWith("#")) {
                    seconds += gap && !withGaps ? 0 : segment;
                    gap = false;
                }
            }
            return seconds;
        }

        /** How many discontinuities there were up to the segment. */
        long discontinuitiesUntil(long mediaSequence) {
            return number(text, "#EXT-X-DISCONTINUITY-SEQUENCE:")
                    + discontinuities.headMap(mediaSequence, true).values().stream()
                            .filter(marked -> marked)
                            .count();
        }
    }

    private static FfmpegProcess publish(RunningSluice sluice, String key) {
        String clip =
                Path.of("src/main/resources/demo/demo.flv").toAbsolutePath().toString();
        return Ffmpeg.any()
                .run(List.of(
                        "-hide_banner",
                        "-loglevel",
                        "error",
                        "-re",
                        "-stream_loop",
                        "-1",
                        "-i",
                        clip,
                        "-c",
                        "copy",
                        "-f",
                        "flv",
                        sluice.rtmpUrl() + "/" + key));
    }

    private static Listed awaitSegments(RunningSluice sluice, String rendition, long after, int count) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> Listed.get(sluice, rendition)
                                .uris()
                                .tailMap(after, false)
                                .size()
                        >= count);
        return Listed.get(sluice, rendition);
    }

    @Test
    void hls71TheListsGoOnAfterAKill() {
        String key;
        Listed video;
        Listed sound;
        RunningSluice killed = RunningSluice.start("restart", KILLED);
        try {
            key = killed.demoKey();
            try (FfmpegProcess encoder = publish(killed, key)) {
                awaitSegments(killed, "v0", 0, 5);
                sound = Listed.get(killed, "a0");
                video = Listed.get(killed, "v0");
                killed.kill();
                assertThat(encoder.process().onExit().join().exitValue()).isNotZero();
            }
        } finally {
            killed.kill();
        }
        try (RunningSluice sluice = RunningSluice.startIn(killed.data(), STARTED_AGAIN)) {
            assertThat(sluice.get(sluice.httpUrl() + "/hls/demo.m3u8").body()).contains("demo/v0.m3u8");
            Listed before = Listed.get(sluice, "v0");
            assertThat(before.uris()).isNotEmpty();
            assertThat(before.text()).doesNotContain("ENDLIST");
            long last = before.uris().lastKey();
            assertThat(video.uris().lastKey()).isBetween(last, last + 1);
            for (String uri : before.uris().values()) {
                assertThat(sluice.get(sluice.httpUrl() + "/hls/demo/" + uri).statusCode())
                        .isEqualTo(200);
            }
            try (FfmpegProcess encoder = publish(sluice, key)) {
                goesOn(video, awaitSegments(sluice, "v0", last + 2, 2), last);
                goesOn(sound, awaitSegments(sluice, "a0", last + 2, 2), last);
                assertThat(encoder.process().isAlive()).as(encoder::output).isTrue();
            }
            isOneRecording(sluice, video);
        }
    }

    /** From the oldest segment that was listed when the server was killed to the end of what came after. */
    private static void isOneRecording(RunningSluice sluice, Listed before) {
        String first = before.uris().firstEntry().getValue();
        String name = "vod-" + first.substring(0, first.indexOf('/'));
        String url = sluice.httpUrl() + "/hls/demo/" + name + ".m3u8";
        await().atMost(Duration.ofSeconds(60)).until(() -> sluice.get(url).statusCode() == 200);
        Listed recorded = Listed.get(sluice, name + "-v0");
        assertThat(recorded.text())
                .contains("#EXT-X-PLAYLIST-TYPE:VOD\n", "#EXT-X-DISCONTINUITY\n")
                .endsWith("#EXT-X-ENDLIST\n");
        assertThat(recorded.uris().values()).contains(before.uris().lastEntry().getValue());
        assertThat(recorded.uris().lastKey()).isGreaterThan(before.uris().lastKey() + 2);
        double seconds = recorded.seconds(true);
        FfmpegProcess player =
                Ffmpeg.any().run(List.of("-hide_banner", "-i", url, "-map", "0:v", "-map", "0:a", "-f", "null", "-"));
        assertThat(player.awaitExit(Duration.ofSeconds(60))).as(player::output).isZero();
        // Pictures are counted: at a discontinuity FFmpeg shifts its clock once for each track.
        double played = PICTURES.matcher(player.output())
                        .results()
                        .mapToDouble(count -> Double.parseDouble(count.group(1)))
                        .max()
                        .orElse(0)
                / PICTURES_PER_SECOND;
        // FFmpeg 5.1 does not know EXT-X-GAP: it asks for what the kill cost, and goes on without it.
        assertThat(played).as(player::output).isBetween(recorded.seconds(false) - 2, seconds + 2);
    }

    private static void goesOn(Listed before, Listed after, long last) {
        before.uris()
                .forEach((number, uri) ->
                        assertThat(after.uris().getOrDefault(number, uri)).isEqualTo(uri));
        String newest = before.uris().lastEntry().getValue();
        String epoch = newest.substring(0, newest.indexOf('/') + 1);
        assertThat(after.uris().get(last + 2)).startsWith(epoch);
        assertThat(after.uris().get(last + 3)).doesNotStartWith(epoch);
        assertThat(after.discontinuities().get(last + 3)).isTrue();
        assertThat(after.text()).contains("#EXT-X-GAP\n");
        assertThat(after.discontinuitiesUntil(last + 3)).isEqualTo(before.discontinuitiesUntil(last) + 1);
        assertThat(after.uris().values()).doesNotHaveDuplicates();
    }
}
