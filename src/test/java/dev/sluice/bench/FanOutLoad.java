package dev.sluice.bench;

import dev.sluice.bytes.MalformedInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One publisher, many players. Measures what a server's process costs for each gigabyte that the players read, and how
 * long a picture takes from one end to the other.
 *
 * <pre>FanOutLoad PORT PUBLISH_NAME PLAY_NAME PLAYERS SECONDS SERVER_PID [FILLER_BYTES]</pre>
 */
public final class FanOutLoad {
    private static final int PROBING = 10;
    private static final long WARM_UP_SECONDS = 8;

    private final Selector selector = Selector.open();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(512 << 10);
    private final List<ReadingPlayer> players = new ArrayList<>();
    private long[] latencies = new long[1 << 16];
    private int latencyCount;
    private int lost;

    private FanOutLoad() throws IOException {}

    public static void main(String[] arguments) throws IOException, MalformedInput, InterruptedException {
        InetSocketAddress server =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        String url = "rtmp://127.0.0.1:" + arguments[0] + "/live";
        int filler = arguments.length > 6 ? Integer.parseInt(arguments[6]) : 0;
        ProbePublisher publisher = new ProbePublisher(server, url, arguments[1], new ProbeClip(filler));
        Thread thread = new Thread(publisher, "publisher");
        thread.start();
        while (!publisher.published() && thread.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        FanOutLoad load = new FanOutLoad();
        load.join(server, url, arguments[2], Integer.parseInt(arguments[3]));
        load.measure(Integer.parseInt(arguments[4]), Long.parseLong(arguments[5]));
        publisher.stop();
        thread.join();
    }

    private void join(InetSocketAddress server, String url, String stream, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            ReadingPlayer player = new ReadingPlayer(server, url, stream, i < PROBING, this::latency);
            player.channel().configureBlocking(false);
            player.channel().register(selector, SelectionKey.OP_READ, player);
            players.add(player);
            // Spread: a storm of joins is another measurement.
            readUntil(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(4));
        }
    }

    private void measure(int seconds, long pid) throws IOException {
        readUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS));
        latencyCount = 0;
        long bytes = bytes();
        double cpu = ServerCpu.seconds(pid);
        readUntil(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
        double gigabytes = (bytes() - bytes) / 1e9;
        double used = ServerCpu.seconds(pid) - cpu;
        long[] sorted = Arrays.copyOf(latencies, latencyCount);
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "players=%d lost=%d seconds=%d gb=%.3f cpu_s=%.2f cpu_s_per_gb=%.3f p50_ms=%.1f p99_ms=%.1f%n",
                players.size(),
                lost,
                seconds,
                gigabytes,
                used,
                used / gigabytes,
                percentile(sorted, 0.50),
                percentile(sorted, 0.99));
    }

    private void readUntil(long deadlineNanos) throws IOException {
        for (long left = deadlineNanos - System.nanoTime(); left > 0; left = deadlineNanos - System.nanoTime()) {
            selector.select(this::read, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        }
    }

    private void read(SelectionKey key) {
        try {
            if (((ReadingPlayer) key.attachment()).read(scratch)) {
                return;
            }
        } catch (IOException e) {
            System.err.println("player: " + e);
        }
        lost++;
        key.cancel();
    }

    private void latency(long nanos) {
        if (latencyCount == latencies.length) {
            latencies = Arrays.copyOf(latencies, latencies.length * 2);
        }
        latencies[latencyCount++] = nanos;
    }

    private long bytes() {
        return players.stream().mapToLong(ReadingPlayer::bytes).sum();
    }

    private static double percentile(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }
}
