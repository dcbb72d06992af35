package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * How soon viewers have what an encoder sent, over real sockets. The figures are printed; the bounds are wide, because
 * a busy machine must not fail a build.
 */
class LowLatencyIT {
    private static final Pattern PART = Pattern.compile("#EXT-X-PART:DURATION=([0-9.]+),URI=\"\\d+/v0-p(\\d+)\\.m4s\"");
    private static final Pattern MEDIA_SEQUENCE = Pattern.compile("#EXT-X-MEDIA-SEQUENCE:(\\d+)");
    private static final double FRAMES_PER_SECOND = 30;
    private static final int STARTS = 5;
    private static final int PARTS = 40;
    private static final int VIEWERS = 2_000;

    private final RunningSluice sluice = RunningSluice.shared();

    @Test
    void aStreamIsPlayableSoonAfterItsFirstKeyFrame() {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            String stream = "start-" + i;
            String key = Streams.create(sluice, stream);
            try (FlvPublisher encoder = publish(key)) {
                awaitMedia(encoder);
                // Published means held: one request each is enough.
                HttpResponse<String> entry = sluice.get(sluice.httpUrl() + "/hls/" + stream + ".m3u8");
                HttpResponse<String> list = sluice.get(list(stream));
                long listed = System.nanoTime();
                assertThat(entry.body()).contains(stream + "/v0.m3u8").contains(stream + "/a0.m3u8");
                assertThat(list.body()).contains("INDEPENDENT=YES").contains("#EXT-X-MAP");
                millis.add((listed - encoder.picturesSentNanos().get(0)) / 1e6);
            }
        }
        print("first key frame sent to first playable playlist", millis);
        assertThat(quantile(millis, 0.5)).isLessThan(2_000);
    }

    @Test
    void aPartIsListedSoonAfterItsLastFrame() {
        String key = Streams.create(sluice, "parts");
        try (FlvPublisher encoder = publish(key)) {
            awaitMedia(encoder);
            Map<Integer, Double> durations = new TreeMap<>();
            Map<Integer, Long> listedNanos = new TreeMap<>();
            String text = sluice.get(list("parts")).body();
            note(text, durations, listedNanos);
            listedNanos.clear();
            while (listedNanos.size() < PARTS) {
                HttpResponse<String> next = sluice.get(list("parts") + next(text));
                assertThat(next.statusCode()).isEqualTo(200);
                text = next.body();
                note(text, durations, listedNanos);
            }
            List<Double> millis = new ArrayList<>();
            listedNanos.forEach((part, nanos) -> {
                double end = durations.entrySet().stream()
                        .filter(one -> one.getKey() <= part)
                        .mapToDouble(Map.Entry::getValue)
                        .sum();
                int lastFrame = (int) Math.round(end * FRAMES_PER_SECOND) - 1;
                millis.add((nanos - encoder.picturesSentNanos().get(lastFrame)) / 1e6);
            });
            print("last frame of a part sent to the part listed", millis);
            assertThat(quantile(millis, 0.5)).isBetween(0.0, 500.0);
        }
    }

    @Test
    void thousandsOfHeldRequestsCostOneRendering() throws Exception {
        String key = Streams.create(sluice, "crowd");
        List<Socket> viewers = new ArrayList<>();
        try (FlvPublisher encoder = publish(key)) {
            awaitMedia(encoder);
            await().until(() -> sluice.get(list("crowd")).statusCode() == 200);
            String text = sluice.get(list("crowd")).body();
            URI ahead = URI.create(list("crowd") + "?_HLS_msn=" + (nextSequence(text) + 2) + "&_HLS_part=0");
            for (int i = 0; i < VIEWERS; i++) {
                viewers.add(ask(ahead));
            }
            await().until(() -> sluice.metric("sluice_hls_waiting_requests", "") >= VIEWERS);
            double before = sluice.metric("sluice_hls_playlists_rendered_total", "");
            Set<String> answers = ConcurrentHashMap.newKeySet();
            for (Socket viewer : viewers) {
                String answer = new String(viewer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).startsWith("HTTP/1.1 200");
                answers.add(answer.substring(answer.indexOf("#EXTM3U")));
            }
            assertThat(answers).hasSize(1);
            assertThat(sluice.metric("sluice_hls_playlists_rendered_total", "") - before)
                    .isEqualTo(1);
            assertThat(sluice.metric("sluice_hls_waiting_requests", "")).isZero();
            assertThat(encoder.fault()).isEmpty();
        } finally {
            for (Socket viewer : viewers) {
                viewer.close();
            }
        }
    }

    @Test
    void thePagePlaysPartsAndTellsHowFarBehindItIs() {
        String key = Streams.create(sluice, "page");
        Set<String> parts = ConcurrentHashMap.newKeySet();
        Set<String> reloads = ConcurrentHashMap.newKeySet();
        try (FlvPublisher encoder = publish(key);
                Chromium chromium = Chromium.launch();
                BrowserTab tab = chromium.tab(sluice)) {
            tab.page().onRequest(request -> {
                if (request.url().matches(".*/[va]0-p\\d+\\.m4s")) {
                    parts.add(request.url());
                } else if (request.url().contains("_HLS_msn=")) {
                    reloads.add(request.url());
                }
            });
            tab.open("/watch/page");
            tab.awaitState("live", Duration.ofSeconds(30));
            tab.page().waitForTimeout(6_000);
            String behind = tab.page().textContent("#latency");
            System.out.printf("the page: %s, %d parts, %d blocking reloads%n", behind, parts.size(), reloads.size());
            assertThat(parts).hasSizeGreaterThan(20);
            assertThat(reloads).hasSizeGreaterThan(20);
            assertThat(behind).contains("s behind");
            assertThat(Double.parseDouble(behind.replace(" s behind", ""))).isLessThan(6);
            assertThat(sluice.get(sluice.httpUrl() + "/api/v1/live/page").body())
                    .contains("\"latency\":\"low\"")
                    .contains("/poster-");
            tab.assertClean();
            assertThat(encoder.fault()).isEmpty();
        }
    }

    private FlvPublisher publish(String key) {
        return FlvPublisher.publish(sluice, key, 0, Clips.TWO_SECOND_GOP.file());
    }

    private static void awaitMedia(FlvPublisher encoder) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> !encoder.picturesSentNanos().isEmpty());
    }

    private String list(String stream) {
        return sluice.httpUrl() + "/hls/" + stream + "/v0.m3u8";
    }

    /** Notes the parts that are listed for the first time. */
    private static void note(String text, Map<Integer, Double> durations, Map<Integer, Long> listedNanos) {
        long now = System.nanoTime();
        PART.matcher(text).results().forEach((MatchResult part) -> {
            int number = Integer.parseInt(part.group(2));
            if (durations.put(number, Double.valueOf(part.group(1))) == null) {
                listedNanos.put(number, now);
            }
        });
    }

    /** The directives for the version after this one. */
    private static String next(String text) {
        int open = text.lastIndexOf(".m4s\n");
        long parts = PART.matcher(text.substring(Math.max(0, open))).results().count();
        return "?_HLS_msn=" + nextSequence(text) + "&_HLS_part=" + parts;
    }

    /** The number of the segment in progress. */
    private static long nextSequence(String text) {
        Matcher first = MEDIA_SEQUENCE.matcher(text);
        assertThat(first.find()).as(text).isTrue();
        return Long.parseLong(first.group(1))
                + text.lines().filter(line -> line.startsWith("#EXTINF:")).count();
    }

    private static Socket ask(URI uri) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), uri.getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("GET " + uri.getPath() + "?" + uri.getQuery()
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void print(String what, List<Double> millis) {
        System.out.printf(
                "%s: p50 %.0f ms, p99 %.0f ms, of %d%n",
                what, quantile(millis, 0.5), quantile(millis, 0.99), millis.size());
    }

    private static double quantile(List<Double> values, double share) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1.0, Math.floor(share * sorted.size())));
    }
}
