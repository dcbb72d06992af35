package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A browser tab in which one engine plays one stream, and what happens there. The page is the test's own. */
final class PlayerPage implements AutoCloseable {
    /** The engines that are tried; they share no code. */
    static final List<String> ENGINES = List.of("hls.js", "shaka-player");

    private static final List<Path> FILES = List.of(
            Path.of("src/main/resources/web/vendor/hls.min.mjs"),
            Path.of("src/test/resources/vendor/shaka-player.hls-es2021.js"),
            Path.of("src/test/resources/e2e/players.js"));
    private static final String PAGE =
            "<!doctype html><video muted width=640></video><script type=module src=/harness/players.js></script>";

    private final String engine;
    private final BrowserTab tab;

    private PlayerPage(String engine, BrowserTab tab) {
        this.engine = engine;
        this.tab = tab;
    }

    /** Opens {@code playlist}, a path; {@code query} goes on with {@code &}. */
    static PlayerPage open(Chromium chromium, RunningSluice sluice, String engine, String playlist, String query) {
        BrowserTab tab = chromium.tab(sluice);
        tab.page().route(Pattern.compile("/harness/[^/]*$|/harness/page"), PlayerPage::serve);
        tab.open("/harness/page.html?engine=" + engine + "&url=" + playlist + query);
        return new PlayerPage(engine, tab);
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

    String engine() {
        return engine;
    }

    BrowserTab tab() {
        return tab;
    }

    void awaitFirstFrame(Duration limit) {
        try {
            tab.awaitTrue("window.harness?.firstFrameMillis >= 0", limit);
        } catch (AssertionError none) {
            throw new AssertionError(
                    engine + " shows no frame: fatal [" + fatal() + "], other [" + errors() + "]", none);
        }
    }

    double firstFrameSeconds() {
        return tab.number("harness.firstFrameMillis") / 1e3;
    }

    /** Where the player is, in seconds of its own time line. */
    double position() {
        return tab.number("document.querySelector('video').currentTime");
    }

    int pictureHeight() {
        return (int) tab.number("document.querySelector('video').videoHeight");
    }

    int stalls() {
        return (int) tab.number("harness.stalls");
    }

    double stalledSeconds() {
        return tab.number("harness.stalledMillis") / 1e3;
    }

    /** Errors that ended the playback; empty if none did. */
    String fatal() {
        return (String) tab.page().evaluate("harness.fatal.join('; ')");
    }

    /** The different errors that the player has dealt with, and how often each came. */
    String errors() {
        return (String) tab.page()
                .evaluate("[...new Set(harness.errors)].map(e => harness.errors.filter(o => o === e).length"
                        + " + ' × ' + e).join('; ')");
    }

    /** By the dates of the playlist: how far the frame that is shown is behind the wall clock. */
    Spread datedLatency() {
        return spread("latencies");
    }

    /** By the clock in the picture: how long ago the frame that is shown was made. */
    Spread shownLatency() {
        return spread("shown");
    }

    /** Forgets the latencies until now, such as those of the start. */
    void forgetLatencies() {
        tab.page().evaluate("harness.latencies.length = harness.shown.length = 0");
    }

    void waitSeconds(double seconds) {
        tab.page().waitForTimeout(seconds * 1_000);
    }

    void assertNoFatalError() {
        assertThat(fatal()).as("fatal errors of " + engine).isEmpty();
    }

    String summary() {
        return String.format(
                Locale.ROOT,
                "%s: first frame after %.1f s, at %.1f s, dated latency %s, shown latency %s, %d stalls of %.1f s,"
                        + " fatal [%s], other [%s]",
                engine,
                firstFrameSeconds(),
                position(),
                datedLatency(),
                shownLatency(),
                stalls(),
                stalledSeconds(),
                fatal(),
                errors());
    }

    private Spread spread(String samples) {
        List<?> all = (List<?>) tab.page().evaluate("harness." + samples);
        return Spread.of(all.stream().map(one -> ((Number) one).doubleValue()).toList());
    }

    @Override
    public void close() {
        tab.close();
    }

    /** Seconds; NaN where there are no samples. */
    record Spread(int samples, double p05, double p50, double p95, double most) {
        static Spread of(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            return new Spread(sorted.size(), at(sorted, 0.05), at(sorted, 0.5), at(sorted, 0.95), at(sorted, 1));
        }

        private static double at(List<Double> sorted, double share) {
            return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size()));
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "p05 %.2f p50 %.2f p95 %.2f most %.2f of %d", p05, p50, p95, most, samples);
        }
    }
}
