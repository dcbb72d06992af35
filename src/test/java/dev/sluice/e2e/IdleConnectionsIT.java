package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.rtmp.client.ClientState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** LIM-2, NET-3: what strangers cost that connect, shake hands and then say nothing. */
class IdleConnectionsIT {
    private static final int CONNECTIONS = 5_000;
    private static final int HELLO = 1 + 1536;
    private static final int ANSWER = 1 + 2 * 1536;

    @Test
    void lim2FiveThousandIdleConnectionsCostLittleMemory() throws Exception {
        Map<String, String> properties = new HashMap<>(Map.of(
                "sluice.rtmp.connect-timeout", "60s",
                "sluice.rtmp.max-connections", "6000",
                "sluice.rtmp.max-pending", "6000",
                "sluice.rtmp.max-pending-per-address", "6000",
                "sluice.rtmp.connect-rate", "10000"));
        List<SocketChannel> idle = new ArrayList<>();
        try (RunningSluice sluice = RunningSluice.start("idle", properties)) {
            // The first ones load classes and fill pools.
            for (int i = 0; i < 200; i++) {
                greet(sluice.rtmpPort()).close();
            }
            await().until(() -> sluice.metric("sluice_rtmp_connections", "connected") == 0);
            long before = residentBytes(sluice.pid());
            for (int i = 0; i < CONNECTIONS; i++) {
                idle.add(greet(sluice.rtmpPort()));
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> sluice.metric("sluice_rtmp_connections", "connected") == CONNECTIONS);
            long more = residentBytes(sluice.pid()) - before;
            System.out.printf(
                    "%d idle connections: %d MB more resident memory, %d bytes each%n",
                    CONNECTIONS, more >> 20, more / CONNECTIONS);
            assertThat(more).isLessThan(250L << 20);
        } finally {
            for (SocketChannel channel : idle) {
                channel.close();
            }
        }
    }

    @Test
    void net3AFloodOfUnfinishedHandshakesDoesNotKeepAnEncoderOut() throws Exception {
        List<SocketChannel> flood = new ArrayList<>();
        try (RunningSluice sluice = RunningSluice.start("flood", Map.of("sluice.rtmp.max-pending", "300"))) {
            String key = sluice.demoKey();
            // The first publication of a process loads classes and opens database connections.
            publishOnce(sluice.rtmpPort(), key);
            for (int i = 0; i < 2_000; i++) {
                flood.add(silent(sluice.rtmpPort(), "127.0." + (1 + i / 250) + "." + (1 + i % 250)));
            }
            long begin = System.nanoTime();
            publishOnce(sluice.rtmpPort(), key);
            long millis = (System.nanoTime() - begin) / 1_000_000;
            System.out.printf("publish during a flood of silent connections: %d ms%n", millis);
            assertThat(millis).isLessThan(1_000);
            assertThat(sluice.metric("sluice_rtmp_connections_closed_total", "over_capacity"))
                    .isGreaterThan(1_000);
        } finally {
            for (SocketChannel channel : flood) {
                channel.close();
            }
        }
    }

    private static void publishOnce(int port, String key) throws Exception {
        try (SocketPublisher encoder = new SocketPublisher(port, key, "127.0.200.1")) {
            assertThat(encoder.await(ClientState.PUBLISHED, Duration.ofSeconds(5)))
                    .isEqualTo(ClientState.PUBLISHED);
        }
    }

    private static SocketChannel silent(int port, String from) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.bind(new InetSocketAddress(from, 0));
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return channel;
    }

    private static SocketChannel greet(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        ByteBuffer hello = ByteBuffer.allocate(HELLO + 1536);
        hello.put(0, (byte) 3);
        while (hello.hasRemaining()) {
            channel.write(hello);
        }
        ByteBuffer answer = ByteBuffer.allocate(ANSWER);
        while (answer.hasRemaining() && channel.read(answer) >= 0) {
            // All of S0, S1 and S2.
        }
        return channel;
    }

    private static long residentBytes(long pid) throws IOException {
        String line = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(text -> text.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
    }
}
