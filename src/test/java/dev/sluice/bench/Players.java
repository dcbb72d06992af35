package dev.sluice.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** RTMP players, read by the thread that calls {@link #readFor}; the first few look for the time of sending. */
final class Players implements AutoCloseable {
    private static final int PROBING = 10;

    private final InetSocketAddress server;
    private final Selector selector = Selector.open();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(512 << 10);
    private final List<ReadingPlayer> players = new ArrayList<>();
    private final Samples latencies = new Samples();
    private int lost;

    Players(int port) throws IOException {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    void join(String stream) throws IOException {
        String url = "rtmp://127.0.0.1:" + server.getPort() + "/live";
        ReadingPlayer player = new ReadingPlayer(server, url, stream, players.size() < PROBING, latencies::add);
        player.channel().configureBlocking(false);
        player.channel().register(selector, SelectionKey.OP_READ, player);
        players.add(player);
    }

    /** Reads what comes meanwhile. */
    void readFor(long millis) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
            selector.select(this::read, Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        }
    }

    /** Between sending and reading, of the probing players since the last {@link Samples#clear}. */
    Samples latencies() {
        return latencies;
    }

    long bytes() {
        return players.stream().mapToLong(ReadingPlayer::bytes).sum();
    }

    int lost() {
        return lost;
    }

    @Override
    public void close() throws IOException {
        for (ReadingPlayer player : players) {
            player.channel().close();
        }
        selector.close();
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
}
