package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.rtmp.client.ClientState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** NET-4: file descriptors run short, and then there are none. */
class DescriptorsIT {
    private static final int SPARE = 600;

    @Test
    void net4StrangersGiveWayBeforeDescriptorsAreGoneAndAcceptResumesWhenTheyWere() throws Exception {
        List<SocketChannel> flood = new ArrayList<>();
        try (RunningSluice sluice = RunningSluice.start("descriptors", Map.of())) {
            String key = sluice.demoKey();
            publishes(sluice, key);
            limit(sluice, used(sluice) + SPARE);
            // The program looks once a second.
            Thread.sleep(1_500);
            for (int i = 0; i < SPARE + SPARE / 2; i++) {
                // 500 a second. What comes faster than it is judged fills the reserve, and accepting pauses for a
                // second.
                Thread.sleep(2);
                SocketChannel stranger = SocketChannel.open();
                stranger.bind(new InetSocketAddress("127.0." + (1 + i / 200) + "." + (1 + i % 200), 0));
                stranger.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), sluice.rtmpPort()));
                flood.add(stranger);
            }
            assertThat(publishes(sluice, key)).isLessThan(5_000);
            assertThat(sluice.get(sluice.managementUrl() + "/q/health/live").statusCode())
                    .isEqualTo(200);
            assertThat(sluice.metric("sluice_rtmp_connections_closed_total", "over_capacity"))
                    .isGreaterThan(SPARE / 4);
            await().atMost(Duration.ofSeconds(3)).until(() -> sluice.log().contains("event=descriptors_short"));
            for (SocketChannel stranger : flood) {
                stranger.close();
            }
            Thread.sleep(1_500);
            assertAcceptPausesAndResumes(sluice);
            assertThat(publishes(sluice, key)).isLessThan(5_000);
            assertThat(sluice.log()).doesNotContain("\tat ");
        } finally {
            for (SocketChannel stranger : flood) {
                stranger.close();
            }
        }
    }

    private static void assertAcceptPausesAndResumes(RunningSluice sluice) throws Exception {
        int free = used(sluice) + SPARE;
        int lines = lines(sluice);
        long cpuMillis = cpuMillis(sluice);
        // The limit is on numbers, and the program has gaps among its own; none so low.
        limit(sluice, 8);
        try (Socket early = new Socket(InetAddress.getLoopbackAddress(), sluice.rtmpPort())) {
            early.getOutputStream().write(3);
            early.getOutputStream().write(new byte[1536]);
            early.setSoTimeout(3_000);
            try {
                assertThat(isAnswered(early)).isFalse();
                assertThat(cpuMillis(sluice) - cpuMillis).as("CPU of 3 s in ms").isLessThan(2_000);
                assertThat(lines(sluice) - lines).as("lines in 3 s").isLessThan(10);
            } finally {
                limit(sluice, free);
            }
            assertThat(isAnswered(early)).isTrue();
        }
        assertThat(sluice.isAlive()).isTrue();
    }

    private static boolean isAnswered(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() == 3;
        } catch (SocketTimeoutException waiting) {
            return false;
        }
    }

    /** How long it took, in milliseconds. */
    private static long publishes(RunningSluice sluice, String key) throws Exception {
        long begin = System.nanoTime();
        try (SocketPublisher encoder = new SocketPublisher(sluice.rtmpPort(), key, "127.0.200.1")) {
            assertThat(encoder.await(ClientState.PUBLISHED, Duration.ofSeconds(5)))
                    .isEqualTo(ClientState.PUBLISHED);
        }
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private static void limit(RunningSluice sluice, int descriptors) throws Exception {
        List<String> command = List.of("prlimit", "--pid", "" + sluice.pid(), "--nofile=" + descriptors + ":");
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static int used(RunningSluice sluice) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + sluice.pid() + "/fd"))) {
            return (int) descriptors.count();
        }
    }

    private static int lines(RunningSluice sluice) {
        return (int) sluice.log().lines().count();
    }

    private static long cpuMillis(RunningSluice sluice) {
        return ProcessHandle.of(sluice.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow()
                .toMillis();
    }
}
