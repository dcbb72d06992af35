package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.e2e.Presentations.Form;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * HLS-75: two engines that share no code play live streams, low latency where it is offered. {@code
 * -Dsluice.test.play-seconds=600} is the rule's own length, {@code -Dsluice.test.players=all} runs what a build has no
 * time for.
 */
class PlayersIT {
    private static final int SECONDS = Integer.getInteger("sluice.test.play-seconds", 10);
    private static final boolean ALL = "all".equals(System.getProperty("sluice.test.players"));
    private static final Duration STARTED = Duration.ofSeconds(30);
    private static final Pattern COMPLETE = Pattern.compile("#EXTINF:[1-9]");
    private static final Map<String, String> RESUMABLE = Map.of("sluice.hls.resume-window", "90s");
    private static Chromium chromium;

    private final RunningSluice sluice = RunningSluice.shared();

    @BeforeAll
    static void launch() {
        List.of(Clips.STEADY, Clips.LARGER, Clips.LONG_GOP, Clips.ONE_KEY_FRAME).forEach(Clips::file);
        chromium = Chromium.launch();
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothEnginesPlayAtTheLiveEdge(Form form) {
        assumeTrue(ALL || form == Form.CMAF, "-Dsluice.test.players=all");
        String stream = "players-" + form.name().toLowerCase(java.util.Locale.ROOT);
        String url = sluice.rtmpUrl() + "/" + Streams.create(sluice, stream);
        BurnedClock clock = BurnedClock.startingNow();
        try (FfmpegProcess encoder = clock.publish(Ffmpeg.any(), url, 60)) {
            awaitSegments(form, stream);
            List<PlayerPage> pages = open(form.address(stream), "&clock=" + clock.zeroMillis());
            pages.forEach(page -> page.awaitFirstFrame(STARTED));
            // Players find their place at the edge in the first seconds, one tenth faster than life.
            pages.get(0).waitSeconds(form == Form.CMAF ? 15 : 3);
            pages.forEach(PlayerPage::forgetLatencies);
            List<Double> starts = pages.stream().map(PlayerPage::position).toList();
            pages.get(0).waitSeconds(SECONDS);
            for (int i = 0; i < pages.size(); i++) {
                judge(form, pages.get(i), pages.get(i).position() - starts.get(i));
            }
            pages.forEach(PlayerPage::close);
            assertThat(encoder.process().isAlive()).as(encoder::output).isTrue();
        }
    }

    /**
     * Half a second old, a stream has parts and no complete segment; a gap stands in its place. Shaka Player 5.2 does
     * not start until there are three complete segments: see docs/conformance.md.
     */
    @Test
    void hlsJsPlaysAStreamThatHasJustBegun() {
        String url = sluice.rtmpUrl() + "/" + Streams.create(sluice, "players-first");
        List<PlayerPage> pages =
                List.of(PlayerPage.open(chromium, sluice, "hls.js", "/hls/players-first.m3u8", "&poll=1"));
        pages.get(0).waitSeconds(1);
        try (FfmpegProcess encoder = BurnedClock.startingNow().publish(Ffmpeg.any(), url, 60)) {
            for (PlayerPage page : pages) {
                page.awaitFirstFrame(STARTED);
            }
            pages.get(0).waitSeconds(6);
            for (PlayerPage page : pages) {
                System.out.printf(
                        "just begun: the playlist was there %.2f s after the page, %s%n",
                        page.tab().number("harness.foundMillis") / 1e3, page.summary());
                page.assertNoFatalError();
                assertThat(page.position()).as("progress of " + page.engine()).isGreaterThan(3);
                page.close();
            }
            assertThat(encoder.process().isAlive()).as(encoder::output).isTrue();
        }
    }

    @Test
    void bothEnginesGoOnAcrossAReconnectAndATakeover() {
        String url = sluice.rtmpUrl() + "/" + Streams.create(sluice, "players-continuity");
        FfmpegProcess first = Clips.STEADY.publish(url);
        awaitSegments(Form.CMAF, "players-continuity");
        List<PlayerPage> pages = open("/hls/players-continuity.m3u8", "");
        pages.forEach(page -> page.awaitFirstFrame(STARTED));
        pages.get(0).waitSeconds(5);
        first.kill();
        pages.get(0).waitSeconds(3);
        try (FfmpegProcess second = Clips.STEADY.publish(url)) {
            pages.forEach(page -> advances(page, 6, "after the reconnect"));
            assertThat(second.process().isAlive()).as(second::output).isTrue();
            try (FfmpegProcess larger = Clips.LARGER.publish(url)) {
                pages.forEach(page -> until(page, "the larger picture", one -> one.pictureHeight() == 270));
                pages.forEach(page -> advances(page, 5, "after the takeover"));
                assertThat(larger.process().isAlive()).as(larger::output).isTrue();
            }
        }
        pages.forEach(page -> System.out.println("continuity: " + page.summary()));
        pages.forEach(PlayerPage::assertNoFatalError);
        pages.forEach(PlayerPage::close);
    }

    /** The pages stay open while the server is killed and comes back over the same volume and at the same address. */
    @Test
    void bothEnginesGoOnAcrossAKillOfTheServer() {
        RunningSluice killed = RunningSluice.start("players-restart", RESUMABLE);
        String key = killed.demoKey();
        try (FfmpegProcess first = Clips.STEADY.publish(killed.rtmpUrl() + "/" + key)) {
            awaitSegments(killed, Form.CMAF, "demo");
            List<PlayerPage> pages = PlayerPage.ENGINES.stream()
                    .map(engine -> PlayerPage.open(chromium, killed, engine, "/hls/demo.m3u8", ""))
                    .toList();
            pages.forEach(page -> page.awaitFirstFrame(STARTED));
            pages.get(0).waitSeconds(4);
            assertThat(first.process().isAlive()).as(first::output).isTrue();
            killed.kill();
            Map<String, String> sameAddress = new HashMap<>(RESUMABLE);
            sameAddress.put("quarkus.http.port", killed.httpUrl().replaceAll(".*:", ""));
            try (RunningSluice again = RunningSluice.startIn(killed.data(), sameAddress);
                    FfmpegProcess second = Clips.STEADY.publish(again.rtmpUrl() + "/" + key)) {
                pages.forEach(page -> advances(page, 8, "after the kill"));
                assertThat(second.process().isAlive()).as(second::output).isTrue();
                pages.forEach(page -> System.out.println("kill: " + page.summary()));
                pages.forEach(PlayerPage::assertNoFatalError);
                pages.forEach(PlayerPage::close);
            }
        } finally {
            killed.kill();
        }
    }

    /** No key frame for ten seconds, or never again: a viewer waits for one, and whoever has one goes on. */
    @ParameterizedTest
    @EnumSource(names = {"LONG_GOP", "ONE_KEY_FRAME"})
    void keyFramesThatAreFarApartArePlayed(Clips clip) {
        assumeTrue(ALL, "-Dsluice.test.players=all");
        String stream = "players-" + clip.name().toLowerCase(java.util.Locale.ROOT);
        String url = sluice.rtmpUrl() + "/" + Streams.create(sluice, stream);
        try (FfmpegProcess encoder = clip.publish(url)) {
            awaitPlaylist("/hls/" + stream + ".m3u8");
            try (PlayerPage page = PlayerPage.open(chromium, sluice, "hls.js", "/hls/" + stream + ".m3u8", "")) {
                page.awaitFirstFrame(STARTED);
                page.waitSeconds(Math.min(20, SECONDS));
                System.out.println(clip + ": " + page.summary());
                page.assertNoFatalError();
                assertThat(page.position()).isGreaterThan(8);
            }
            assertThat(encoder.process().isAlive()).as(encoder::output).isTrue();
        }
    }

    private void awaitPlaylist(String path) {
        await().atMost(STARTED).until(() -> sluice.get(sluice.httpUrl() + path).statusCode() == 200);
    }

    /** Waits for as many complete segments as Shaka Player needs. */
    private void awaitSegments(Form form, String stream) {
        awaitSegments(sluice, form, stream);
    }

    private static void awaitSegments(RunningSluice server, Form form, String stream) {
        String media = server.httpUrl() + "/hls/" + stream + (form == Form.CMAF ? "/v0.m3u8" : "/ts.m3u8");
        await().atMost(STARTED)
                .until(() ->
                        COMPLETE.matcher(server.get(media).body()).results().count() >= 3);
    }

    private List<PlayerPage> open(String playlist, String query) {
        return PlayerPage.ENGINES.stream()
                .map(engine -> PlayerPage.open(chromium, sluice, engine, playlist, query))
                .toList();
    }

    private static void advances(PlayerPage page, double seconds, String when) {
        double start = page.position();
        until(page, seconds + " s more " + when, one -> one.position() > start + seconds);
    }

    private static void until(PlayerPage page, String what, Predicate<PlayerPage> condition) {
        long deadline = System.nanoTime() + STARTED.toNanos();
        while (!condition.test(page)) {
            assertThat(System.nanoTime())
                    .as(() -> "no " + what + ": " + page.summary())
                    .isLessThan(deadline);
            page.waitSeconds(0.1);
        }
    }

    private static void judge(Form form, PlayerPage page, double advanced) {
        System.out.printf("%s: played %.1f s in %d, %s%n", form, advanced, SECONDS, page.summary());
        page.assertNoFatalError();
        assertThat(advanced).as("progress of " + page.engine()).isGreaterThan(SECONDS * 0.98 - 3);
        // Three target durations behind the end, one more that is still being made, and the encoder's share.
        double most = form == Form.CMAF ? 4 : 10;
        assertThat(page.shownLatency().p50()).as("latency of " + page.engine()).isBetween(0.0, most);
        // A machine that is busy with other things may stall a player once; a stream that stalls it does so again.
        assertThat(page.stalls()).as("stalls of " + page.engine()).isLessThanOrEqualTo(1 + SECONDS / 60);
    }
}
