package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a newcomer sees who has nothing but the program: the demo loop, and how it yields to a real encoder. */
class DemoLoopIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Path PICTURE = Path.of("target", "screenshots", "demo.png");
    private static final String WIDTH = "document.getElementById('video').videoWidth";

    @Test
    void theLoopShowsAPictureYieldsToARealEncoderAndReturns() throws Exception {
        try (Chromium chromium = Chromium.launch();
                RunningSluice sluice = RunningSluice.start("demo", Map.of("sluice.demo.loop", "true"));
                BrowserTab tab = chromium.tab(sluice)) {
            tab.open("/watch/demo");
            tab.awaitState("live", SOON);
            tab.awaitTrue(WIDTH + " === 960", SOON);
            takePicture(tab);

            try (FfmpegProcess encoder = Ffmpeg.any().publish(sluice.rtmpUrl() + "/" + sluice.demoKey())) {
                tab.awaitTrue(WIDTH + " === 640", SOON);
                tab.awaitState("live", SOON);
                assertThat(encoder.process().isAlive()).as(encoder::output).isTrue();
            }
            tab.awaitTrue(WIDTH + " === 960", SOON);
            tab.awaitState("live", SOON);
            tab.assertClean();
        }
    }

    /** The picture of the README; src/main/scripts/readme-picture.sh copies it. */
    private static void takePicture(BrowserTab tab) throws Exception {
        tab.awaitTrue("document.getElementById('video').currentTime > 3", SOON);
        tab.page().hover("#stage");
        tab.awaitTrue("getComputedStyle(document.getElementById('controls')).opacity === '1'", SOON);
        Files.createDirectories(PICTURE.getParent());
        tab.screenshot(PICTURE);
    }
}
