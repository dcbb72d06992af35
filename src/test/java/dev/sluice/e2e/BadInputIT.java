package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Strangers at the RTMP port of the running program: each costs its own connection and one line in the log, while the
 * demo loop, an ordinary publisher, goes on as the witness.
 */
class BadInputIT {
    private static final long MOST_RESIDENT_KIB = 700 * 1024;
    private static final AtomicInteger visitors = new AtomicInteger();
    private static RunningSluice sluice;

    /** What a stranger sends, behind a good handshake or not, and what it is called. */
    record Stranger(String name, boolean greets, Slice bytes, String kind) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void start() {
        sluice = RunningSluice.start("bad-input", Map.of("sluice.demo.loop", "true"));
        await().atMost(Duration.ofSeconds(30)).until(() -> newest() > 0);
    }

    @AfterAll
    static void stop() {
        sluice.close();
    }

    static List<Stranger> strangers() {
        byte[] noise = new byte[5_000];
        new Random(3).nextBytes(noise);
        noise[0] = 0x42;
        ByteWriter ids = new ByteWriter();
        for (int id = 0; id < 70; id++) {
            ids.u8(0).u8(id).u24(0).u24(4).u8(3).u32(0).u32(0);
        }
        ByteWriter deep = new ByteWriter().bytes(Slice.hex("020007 636f6e6e656374 00 3ff0000000000000"));
        for (int i = 0; i < 10_000; i++) {
            deep.bytes(Slice.hex("03 0001 61"));
        }
        return List.of(
                new Stranger("noise", false, Slice.wrap(noise), "version"),
                new Stranger("TLS", false, Slice.hex("16030100c8010000c40303" + "00".repeat(200)), "version"),
                new Stranger("HTTP", false, Slice.utf8("GET / HTTP/1.1\r\nHost: x\r\n\r\n"), "version"),
                new Stranger("PROXY", false, Slice.utf8("PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n"), "version"),
                new Stranger("PROXY v2", false, Slice.hex("0d0a0d0a000d0a515549540a2111000c"), "version"),
                new Stranger("16 MiB declared", true, Slice.hex("03 000000 ffffff 14 00000000"), "message_size"),
                new Stranger("AMF of depth 10,000", true, message(20, deep.take()), "amf"),
                new Stranger("70 chunk streams", true, ids.take(), "chunk"),
                new Stranger("chunk size 0", true, message(1, Slice.hex("00000000")), "chunk"),
                new Stranger("chunk size 1", true, message(1, Slice.hex("00000001")), "chunk"),
                new Stranger("chunk size 2^31", true, message(1, Slice.hex("80000000")), "chunk"),
                new Stranger("type 3 first", true, Slice.hex("c3ffffff"), "chunk"),
                new Stranger("media first", true, message(9, Slice.hex("1701000000")), "sequence"));
    }

    private static Slice message(int type, Slice body) {
        ByteWriter out =
                new ByteWriter().u8(3).u24(0).u24(body.length()).u8(type).u32(0);
        for (int at = 0; at < body.length(); at += 128) {
            if (at > 0) {
                out.u8(0xC3);
            }
            out.bytes(body.slice(at, Math.min(body.length(), at + 128)));
        }
        return out.take();
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void costsOneConnectionAndOneLine(Stranger stranger) throws Exception {
        long lines = lines("event=protocol_error");
        double errors = sluice.metric("sluice_rtmp_protocol_errors_total", "kind=\"" + stranger.kind() + "\"");
        double closed = sluice.metric("sluice_rtmp_connections_closed_total", "reason=\"protocol_error\"");
        long newest = newest();
        try (Socket socket = connect()) {
            if (stranger.greets()) {
                socket.getOutputStream().write(new byte[] {3});
                socket.getOutputStream().write(new byte[2 * 1536]);
            }
            socket.getOutputStream().write(stranger.bytes().toArray());
            assertThat(secondsUntilClosed(socket)).isLessThan(2);
        }
        await().atMost(Duration.ofSeconds(3)).until(() -> lines("event=protocol_error") > lines);
        assertThat(lines("event=protocol_error")).isEqualTo(lines + 1);
        assertThat(sluice.log().lines().filter(line -> line.contains("event=protocol_error")))
                .last()
                .asString()
                .contains("WARN")
                .contains("kind=" + stranger.kind() + " ");
        assertThat(sluice.metric("sluice_rtmp_protocol_errors_total", "kind=\"" + stranger.kind() + "\""))
                .isEqualTo(errors + 1);
        assertThat(sluice.metric("sluice_rtmp_connections_closed_total", "reason=\"protocol_error\""))
                .isEqualTo(closed + 1);
        assertUnharmed(newest);
    }

    /** No line in the log for these, so that a port scanner does not write it; the metric tells. */
    @Test
    void slowHandshakesEndAtTheirDeadline() throws Exception {
        double closed = sluice.metric("sluice_rtmp_connections_closed_total", "reason=\"handshake_timeout\"");
        long newest = newest();
        try (Socket silent = connect();
                Socket truncated = connect();
                Socket noC2 = connect()) {
            truncated.getOutputStream().write(new byte[] {3});
            truncated.getOutputStream().write(new byte[1000]);
            noC2.getOutputStream().write(new byte[] {3});
            noC2.getOutputStream().write(new byte[1536 + 100]);
            long start = System.nanoTime();
            secondsUntilClosed(silent);
            secondsUntilClosed(truncated);
            assertThat((System.nanoTime() - start) / 1e9).isBetween(4.0, 6.5);
            secondsUntilClosed(noC2);
            assertThat((System.nanoTime() - start) / 1e9).isBetween(9.0, 11.5);
        }
        assertThat(sluice.metric("sluice_rtmp_connections_closed_total", "reason=\"handshake_timeout\""))
                .isEqualTo(closed + 3);
        assertUnharmed(newest);
    }

    @Test
    void aHungDatabaseClosesNewPublishersInTimeAndHarmsNobodyElse() throws Exception {
        long newest = newest();
        String url = sluice.rtmpUrl() + "/" + sluice.demoKey();
        List<Long> postgres = postgres();
        assertThat(postgres).isNotEmpty();
        double seconds;
        FfmpegProcess refused;
        signal("STOP", postgres);
        try {
            long start = System.nanoTime();
            refused = Ffmpeg.any().publish(url);
            assertThat(refused.awaitExit(Duration.ofSeconds(20))).isNotZero();
            seconds = (System.nanoTime() - start) / 1e9;
            assertUnharmed(newest);
        } finally {
            signal("CONT", postgres);
        }
        // FFmpeg takes up to two seconds to start its inputs before it connects.
        assertThat(seconds).isBetween(2.0, 8.0);
        assertThat(refused.output()).doesNotContain("Server error");
        assertThat(sluice.log()).contains("reason=auth_unavailable");
        assertThat(sluice.isAlive()).isTrue();
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> {
                    try (FfmpegProcess again = Ffmpeg.any().publish(url)) {
                        Thread.sleep(4_000);
                        return again.process().isAlive();
                    }
                });
    }

    /** Each from an address of its own: the log gives an address one line a minute for one kind of error. */
    private static Socket connect() throws IOException {
        InetAddress local = InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) visitors.incrementAndGet()});
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), sluice.rtmpPort(), local, 0);
        socket.setSoTimeout(15_000);
        return socket;
    }

    private static double secondsUntilClosed(Socket socket) throws IOException {
        long start = System.nanoTime();
        try {
            byte[] answer = new byte[8_192];
            while (socket.getInputStream().read(answer) >= 0) {
                // The handshake's answer, and a refusal.
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("still open after 15 s", e);
        } catch (SocketException reset) {
            // Closed with our bytes unread: the system turns that into a reset.
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private static void assertUnharmed(long newestBefore) throws IOException {
        await().atMost(Duration.ofSeconds(8)).until(() -> newest() > newestBefore);
        assertThat(sluice.log())
                .doesNotContain("\tat ")
                .doesNotContain(" ERROR ")
                .doesNotContain("blocked for");
        String status = Files.readString(Path.of("/proc/" + sluice.pid() + "/status"), StandardCharsets.UTF_8);
        long resident = status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
        assertThat(resident).as("resident KiB").isLessThan(MOST_RESIDENT_KIB);
    }

    private static long lines(String text) {
        return sluice.log().lines().filter(line -> line.contains(text)).count();
    }

    /** The number of the witness's newest segment; 0 before there is one. */
    private static long newest() {
        return sluice.get(sluice.httpUrl() + "/hls/demo/v0.m3u8")
                .body()
                .lines()
                .filter(line -> line.endsWith(".m4s"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('-') + 1, line.length() - 4)))
                .max()
                .orElse(0);
    }

    /** The embedded database's postmaster and all its children. */
    private static List<Long> postgres() throws IOException {
        try (var files = Files.walk(sluice.data())) {
            long postmaster = files.filter(path -> path.endsWith("postmaster.pid"))
                    .map(path -> {
                        try {
                            return Long.parseLong(
                                    Files.readAllLines(path).get(0).strip());
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .findFirst()
                    .orElseThrow();
            ProcessHandle root = ProcessHandle.of(postmaster).orElseThrow();
            return java.util.stream.Stream.concat(java.util.stream.Stream.of(root), root.descendants())
                    .map(ProcessHandle::pid)
                    .toList();
        }
    }

    private static void signal(String name, List<Long> pids) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("kill", "-" + name));
        pids.forEach(pid -> command.add(pid.toString()));
        new ProcessBuilder(command).start().waitFor();
    }
}
