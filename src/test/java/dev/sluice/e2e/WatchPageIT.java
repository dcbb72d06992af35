package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages in a real browser, with a real encoder behind the packaged program. */
class WatchPageIT {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String VIDEO = "document.getElementById('video')";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration STARTED = Duration.ofSeconds(25);
    /** The resume window of 30 s, after which a stream that did not come back has ended, and a margin. */
    private static final Duration ENDED = Duration.ofSeconds(60);

    private static Chromium chromium;

    private final RunningSluice sluice = RunningSluice.shared();

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void nothingIsLive() {
        await().atMost(ENDED)
                .until(() -> sluice.get(sluice.httpUrl() + "/api/v1/live/demo").statusCode() == 404);
    }

    @Test
    void playsWhatAnEncoderPublishes() throws Exception {
        try (BrowserTab tab = tab();
                FfmpegProcess encoder = publish()) {
            tab.open("/watch/demo");
            String baseline = "MediaSource.isTypeSupported('video/mp4; codecs=\"avc1.42E01E,mp4a.40.2\"')";
            assertThat(tab.page().evaluate(baseline))
                    .as("H.264 and AAC in this Chromium")
                    .isEqualTo(true);
            tab.awaitState("live", STARTED);

            double start = tab.number(VIDEO + ".currentTime");
            tab.awaitTrue(VIDEO + ".currentTime >= " + (start + 5), SOON);
            assertThat(tab.number(VIDEO + ".videoWidth")).isEqualTo(640);
            String quality = VIDEO + ".getVideoPlaybackQuality()";
            assertThat(tab.number(quality + ".totalVideoFrames")).isGreaterThan(60);

            assertThat(tab.page().title()).startsWith("● ");
            tab.page().hover("#stage");
            tab.awaitTrue("getComputedStyle(document.getElementById('controls')).opacity === '1'", SOON);
            Files.createDirectories(SCREENSHOTS);
            tab.screenshot(SCREENSHOTS.resolve("watch.png"));
            assertThat(encoder.process().isAlive()).as(encoder::output).isTrue();
            tab.assertClean();
        }
    }

    @Test
    void aPageThatIsOpenBeforeTheEncoderStartsByItself() {
        try (BrowserTab tab = tab().open("/watch/demo")) {
            mark(tab);
            recordStates(tab);
            tab.awaitState("offline", SOON);
            try (FfmpegProcess encoder = publish()) {
                tab.awaitState("live", STARTED);
                assertThat(states(tab)).containsSubsequence("offline", "starting", "live");
                assertSameDocument(tab);
                assertThat(encoder.process().isAlive()).as(encoder::output).isTrue();
            }
            tab.assertClean();
        }
    }

    @Test
    void aLostEncoderIsWaitedForAndAnEndedStreamCanReturn() {
        try (BrowserTab tab = tab()) {
            FfmpegProcess lost = publish();
            tab.open("/watch/demo");
            mark(tab);
            tab.awaitState("live", STARTED);

            lost.kill();
            tab.awaitState("reconnecting", SOON);
            assertThat(tab.page().textContent("#waiting-text")).contains("Waiting…");
            try (FfmpegProcess back = publish("-s", "480x270")) {
                tab.awaitState("live", STARTED);
                awaitMovingPicture(tab);
                tab.awaitTrue(VIDEO + ".videoWidth === 480", SOON);
                assertThat(back.process().isAlive()).as(back::output).isTrue();
            }
            tab.awaitState("ended", ENDED);
            try (FfmpegProcess again = publish()) {
                tab.awaitState("live", STARTED);
                awaitMovingPicture(tab);
                assertThat(again.process().isAlive()).as(again::output).isTrue();
            }
            assertSameDocument(tab);
            tab.assertClean();
        }
    }

    @Test
    void theListTellsHowToGoLiveAndGivesWayToTheFirstStream() {
        try (BrowserTab tab = tab().open("/")) {
            tab.page().waitForSelector("#onboarding:not([hidden])");
            assertThat(tab.page().inputValue("#server")).isEqualTo(sluice.rtmpUrl());
            assertThat(tab.page().inputValue("#ffmpeg")).endsWith(" " + sluice.rtmpUrl() + "/KEY");
            try (FfmpegProcess encoder = publish()) {
                tab.page().click("#cards a[href='/watch/demo']");
                tab.awaitState("live", STARTED);
                assertThat(encoder.process().isAlive()).as(encoder::output).isTrue();
            }
            tab.assertClean();
        }
    }

    @Test
    void theEmbeddedPlayerPlaysAloneAndMuted() {
        try (BrowserTab tab = tab();
                FfmpegProcess encoder = publish()) {
            tab.open("/embed/demo?autoplay=1");
            tab.awaitState("live", STARTED);
            awaitMovingPicture(tab);
            assertThat(tab.page().evaluate(VIDEO + ".muted")).isEqualTo(true);
            assertThat(tab.page().locator("header").count()).isZero();
            assertThat(encoder.process().isAlive()).as(encoder::output).isTrue();
            tab.assertClean();
        }
    }

    @Test
    void anUnknownAddressLeadsBackToTheList() {
        try (BrowserTab tab = tab().open("/watch/No-Such-Name")) {
            assertThat(tab.page().textContent("h1")).isEqualTo("There is nothing at this address");
            tab.page().click("a.button");
            assertThat(tab.page().url()).isEqualTo(sluice.httpUrl() + "/");
            tab.assertClean();
        }
    }

    private BrowserTab tab() {
        return chromium.tab(sluice);
    }

    private FfmpegProcess publish(String... videoOptions) {
        return Ffmpeg.any().publish(sluice.rtmpUrl() + "/" + sluice.demoKey(), videoOptions);
    }

    private static void awaitMovingPicture(BrowserTab tab) {
        double start = tab.number(VIDEO + ".currentTime");
        tab.awaitTrue(VIDEO + ".currentTime > " + (start + 2), SOON);
    }

    private static void mark(BrowserTab tab) {
        tab.page().evaluate("window.sameDocument = true");
    }

    /** Whoever reloads a page loses what a script has put into its window. */
    private static void assertSameDocument(BrowserTab tab) {
        assertThat(tab.page().evaluate("window.sameDocument === true")).isEqualTo(true);
    }

    private static void recordStates(BrowserTab tab) {
        tab.page()
                .evaluate("() => { const player = document.getElementById('player');"
                        + " window.states = [player.dataset.state];"
                        + " new MutationObserver(() => window.states.push(player.dataset.state))"
                        + ".observe(player, {attributeFilter: ['data-state']}); }");
    }

    private static List<String> states(BrowserTab tab) {
        return List.of(
                String.valueOf(tab.page().evaluate("window.states.join()")).split(","));
    }
}
