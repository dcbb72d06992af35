package dev.sluice.e2e;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.rtmp.chunk.ChunkWriter;
import dev.sluice.rtmp.message.Command;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** RTMP play with real players against the packaged program. */
class RtmpPlayIT {
    private static final Duration LIVE = Duration.ofSeconds(20);
    private final RunningSluice sluice = RunningSluice.shared();
    private final String url = sluice.rtmpUrl() + "/demo";

    static Stream<Ffmpeg> ffmpegs() {
        return Ffmpeg.all().stream();
    }

    @ParameterizedTest
    @MethodSource("ffmpegs")
    void anFfmpegPlaysWithoutAnError(Ffmpeg ffmpeg) {
        try (FfmpegProcess publisher = publish()) {
            FfmpegProcess player = ffmpeg.play(url, 4);
            assertThat(player.awaitExit(Duration.ofSeconds(40)))
                    .as(player::output)
                    .isZero();
            assertThat(player.output())
                    .contains("Video: h264")
                    .contains("Audio: aac")
                    .contains("640x360")
                    .doesNotContain("error while decoding");
            assertThat(publisher.process().isAlive()).as(publisher::output).isTrue();
        }
    }

    @Test
    void theOtherPlayersThatAreInstalledReadAStreamThatDecodes() throws Exception {
        Path rtmpdump = Files.createTempFile(Path.of("target", "e2e"), "rtmpdump-", ".flv");
        Path gstreamer = Files.createTempFile(Path.of("target", "e2e"), "gst-", ".flv");
        try (FfmpegProcess publisher = publish()) {
            List<List<String>> commands = List.of(
                    List.of("rtmpdump", "-q", "-r", url, "--live", "--stop", "3", "-o", rtmpdump.toString()),
                    List.of(
                            "gst-launch-1.0",
                            "-q",
                            "rtmp2src",
                            "location=" + url,
                            "num-buffers=200",
                            "!",
                            "filesink",
                            "location=" + gstreamer));
            for (List<String> command : commands) {
                if (isInstalled(command.get(0))) {
                    Process player = new ProcessBuilder(command).inheritIO().start();
                    if (!player.waitFor(8, TimeUnit.SECONDS)) {
                        player.destroy();
                        player.onExit().join();
                    }
                }
            }
            for (Path file : List.of(rtmpdump, gstreamer)) {
                if (Files.size(file) > 0) {
                    FfmpegProcess decoder = Ffmpeg.any().play(file.toString(), 2);
                    assertThat(decoder.awaitExit(Duration.ofSeconds(30)))
                            .as(decoder::output)
                            .isZero();
                }
            }
            assertThat(isInstalled("rtmpdump") && Files.size(rtmpdump) == 0).isFalse();
            assertThat(isInstalled("gst-launch-1.0") && Files.size(gstreamer) == 0)
                    .isFalse();
            assertThat(publisher.process().isAlive()).isTrue();
        }
    }

    @Test
    void thePlayersStreamEndsWhenThePublisherStops() {
        FfmpegProcess player;
        try (FfmpegProcess publisher = publish()) {
            player = Ffmpeg.any().play(url, 600);
            await().atMost(LIVE).until(() -> playing() == 1);
            assertThat(publisher.process().isAlive()).isTrue();
        }
        assertThat(player.awaitExit(Duration.ofSeconds(15))).as(player::output).isZero();
    }

    @Test
    void aStreamThatIsNotLiveIsNotFound() {
        FfmpegProcess player = Ffmpeg.any().play(sluice.rtmpUrl() + "/nothing", 1);
        assertThat(player.awaitExit(Duration.ofSeconds(15))).isNotZero();
        assertThat(player.output()).contains("There is no such live stream");
    }

    /** NET-2: the stopped reader alone pays. */
    @Test
    void aPlayerThatStopsReadingIsClosedAndNobodyElseNoticesIt() throws Exception {
        double before = closed();
        try (FfmpegProcess publisher = publish("-b:v", "8M", "-minrate", "8M", "-maxrate", "8M", "-bufsize", "1M");
                Socket stopped = new Socket()) {
            stopped.setReceiveBufferSize(4096);
            stopped.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), sluice.rtmpPort()));
            askToPlay(stopped);
            FfmpegProcess player = Ffmpeg.any().play(url, 20);
            await().atMost(Duration.ofSeconds(60)).until(() -> closed() == before + 1);
            assertThat(player.awaitExit(Duration.ofSeconds(60)))
                    .as(player::output)
                    .isZero();
            assertThat(publisher.process().isAlive()).as(publisher::output).isTrue();
        }
    }

    private FfmpegProcess publish(String... options) {
        FfmpegProcess publisher = Ffmpeg.any().publish(sluice.rtmpUrl() + "/" + sluice.demoKey(), options);
        await().atMost(LIVE)
                .until(() -> sluice.get(sluice.httpUrl() + "/api/v1/live/demo").statusCode() == 200
                        || !publisher.process().isAlive());
        assertThat(publisher.process().isAlive()).as(publisher::output).isTrue();
        return publisher;
    }

    private double playing() {
        return sluice.metric("sluice_rtmp_connections", "playing");
    }

    private double closed() {
        return sluice.get(sluice.managementUrl() + "/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("sluice_rtmp_") && line.contains("\"write_timeout\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void askToPlay(Socket socket) throws IOException {
        AmfValue nothing = AmfValue.Absent.NULL;
        ByteWriter out = new ByteWriter().u8(3).fill(0, 2 * 1536);
        ChunkWriter chunks = new ChunkWriter(128);
        AmfValue properties = AmfValue.object(entry("app", AmfValue.of("live")));
        chunks.write(Command.of("connect", 1, properties).at(0, 0), out);
        chunks.write(Command.of("createStream", 2, nothing).at(0, 0), out);
        chunks.write(Command.of("play", 3, nothing, AmfValue.of("demo")).at(0, 1), out);
        socket.getOutputStream().write(out.take().toArray());
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
