package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GStreamer publishes: rtmp2sink, its own client, and rtmpsink, which is old librtmp. */
class GStreamerIT {
    private final RunningSluice sluice = RunningSluice.shared();

    @ParameterizedTest
    @ValueSource(strings = {"rtmp2sink", "rtmpsink"})
    void whatGStreamerPublishesFfmpegPlays(String sink) throws Exception {
        for (String element : List.of(sink, "x264enc", "voaacenc", "flvmux")) {
            assumeTrue(exists(element), "no gst-launch-1.0, or it lacks the element " + element);
        }
        long before = sluice.newestEpoch();
        Process publisher = publish(sink);
        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> sluice.newestEpoch() > before || !publisher.isAlive());
            assertThat(publisher.isAlive()).isTrue();
            FfmpegProcess player = Ffmpeg.any().play(sluice.httpUrl() + "/hls/demo.m3u8", 4);
            assertThat(player.awaitExit(Duration.ofSeconds(60)))
                    .as(player::output)
                    .isZero();
            assertThat(player.output()).contains("Video: h264").contains("Audio: aac");
        } finally {
            // SIGINT: with -e it ends the stream as a user's Ctrl-C does.
            new ProcessBuilder("kill", "-INT", "" + publisher.pid()).start().waitFor();
            if (!publisher.waitFor(10, TimeUnit.SECONDS)) {
                publisher.destroyForcibly().onExit().join();
            }
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> !isLive());
        assertThat(sluice.log()).doesNotContain("event=protocol_error");
    }

    private Process publish(String sink) throws IOException {
        String url = sluice.rtmpUrl() + "/" + sluice.demoKey();
        List<String> command = new ArrayList<>(List.of("gst-launch-1.0", "-q", "-e"));
        command.addAll(words("videotestsrc is-live=true ! video/x-raw,width=640,height=360,framerate=30/1"));
        command.addAll(words("! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=30 ! h264parse ! queue"));
        command.addAll(words("! flvmux name=mux streamable=true ! " + sink));
        command.add("location=" + (sink.equals("rtmpsink") ? url + " live=1" : url));
        command.addAll(words("audiotestsrc is-live=true ! audioconvert ! voaacenc ! aacparse ! queue ! mux."));
        Path log = Files.createTempFile(Files.createDirectories(Path.of("target", "e2e")), "gstreamer-", ".log");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static List<String> words(String line) {
        return List.of(line.split(" "));
    }

    private static boolean exists(String element) throws InterruptedException {
        try {
            return new ProcessBuilder("gst-inspect-1.0", "--exists", element)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private boolean isLive() {
        return sluice.get(sluice.httpUrl() + "/api/v1/live/demo").statusCode() == 200;
    }
}
