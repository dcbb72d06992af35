package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * HLS-75: two engines that share no code play one live stream at the same time. {@code
 * -Dsluice.test.play-seconds=600} is the rule's own length.
 */
class PlayersIT {
    private static final int SECONDS = Integer.getInteger("sluice.test.play-seconds", 20);
    private static final Duration STARTED = Duration.ofSeconds(30);
    private static final List<String> ENGINES = List.of("hls.js", "shaka-player");
    /** Three target durations behind the end, one more that is still being made, and the encoder's share. */
    private static final double MOST_LATENCY_SECONDS = 10;

    private static final List<Path> FILES = List.of(
            Path.of("src/main/resources/web/vendor/hls.min.mjs"),
            Path.of("src/test/resources/vendor/shaka-player.hls-es2021.js"),
            Path.of("src/test/resources/e2e/players.js"));
    private static final String PAGE =
            "<!doctype html><video muted width=640></video><script type=module src=/harness/players.js></script>";

    private final RunningSluice sluice = RunningSluice.shared();

    @Test
    void bothEnginesPlayWithoutAFatalError() {
        String url = sluice.rtmpUrl() + "/" + Streams.create(sluice, "players");
        Map<String, BrowserTab> tabs = new LinkedHashMap<>();
        try (Chromium chromium = Chromium.launch();
                FfmpegProcess encoder = publish(url)) {
            org.awaitility.Awaitility.await()
                    .atMost(STARTED)
                    .until(() ->
                            sluice.get(sluice.httpUrl() + "/hls/players.m3u8").statusCode() == 200);
            ENGINES.forEach(engine -> tabs.put(engine, open(chromium, engine)));
            tabs.values().forEach(tab -> tab.awaitTrue("window.harness?.firstFrameMillis >= 0", STARTED));
            Map<String, Double> starts = new LinkedHashMap<>();
            tabs.forEach((engine, tab) -> starts.put(engine, position(tab)));
            tabs.get("hls.js").page().waitForTimeout(SECONDS * 1000.0);
            tabs.forEach((engine, tab) -> judge(engine, tab, position(tab) - starts.get(engine)));
            assertThat(encoder.process().isAlive()).as(encoder::output).isTrue();
        }
    }

    private static FfmpegProcess publish(String url) {
        List<String> arguments = List.of("-hide_banner", "-loglevel", "error", "-stream_loop", "-1", "-re", "-i");
        Stream<String> all = Stream.of(
                        arguments.stream(), Stream.of(Clips.STEADY.file().toString(), "-c", "copy", "-f", "flv", url))
                .flatMap(part -> part);
        return Ffmpeg.any().run(all.toList());
    }

    private BrowserTab open(Chromium chromium, String engine) {
        BrowserTab tab = chromium.tab(sluice);
        tab.page().route(Pattern.compile("/harness/[^/]*$|/harness/page"), PlayersIT::serve);
        return tab.open("/harness/page.html?engine=" + engine + "&url=/hls/players.m3u8");
    }

    /** The page lies in the test; its media are the program's. */
    private static void serve(Route route) {
        String url = route.request().url();
        FulfillOptions page = new FulfillOptions().setContentType("text/html").setBody(PAGE);
        FILES.stream()
                .filter(file -> url.endsWith("/" + file.getFileName()))
                .findFirst()
                .ifPresentOrElse(
                        file -> route.fulfill(new FulfillOptions()
                                .setContentType("text/javascript")
                                .setPath(file)),
                        () -> route.fulfill(page));
    }

    private static double position(BrowserTab tab) {
        return tab.number("document.querySelector('video').currentTime");
    }

    private static void judge(String engine, BrowserTab tab, double advanced) {
        Object fatal = tab.page().evaluate("harness.fatal.join('; ')");
        Object errors = tab.page().evaluate("[...new Set(harness.errors)].join('; ')");
        tab.page().evaluate("harness.latencies.sort((a, b) => a - b)");
        double median = tab.number("harness.latencies[harness.latencies.length >> 1] ?? NaN");
        double worst = tab.number("harness.latencies[harness.latencies.length - 1] ?? NaN");
        double stalls = tab.number("harness.stalls");
        System.out.printf(
                "%s: first frame after %.1f s, played %.1f s in %d, latency p50 %.2f s, most %.2f s,"
                        + " %.0f stalls of %.1f s,"
                        + " fatal [%s], other [%s]%n",
                engine,
                tab.number("harness.firstFrameMillis") / 1e3,
                advanced,
                SECONDS,
                median,
                worst,
                stalls,
                tab.number("harness.stalledMillis") / 1e3,
                fatal,
                errors);
        assertThat(fatal).as("fatal errors of " + engine).isEqualTo("");
        assertThat(advanced).as("progress of " + engine).isGreaterThan(SECONDS - 4.0);
        assertThat(median).as("latency of " + engine).isBetween(0.0, MOST_LATENCY_SECONDS);
        // A machine that is busy with other things may stall a player once; a stream that stalls it does so again.
        assertThat(stalls).as("stalls of " + engine).isLessThanOrEqualTo(1 + SECONDS / 60.0);
    }
}
