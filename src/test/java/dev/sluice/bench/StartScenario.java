package dev.sluice.bench;

import dev.sluice.bytes.MalformedInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** From the first key picture sent to a playlist that something can be played from, one publisher after the other. */
final class StartScenario implements Scenario {
    private static final int STARTS = 12;
    private static final int WARM_UP_STARTS = 5;
    private static final long POLL_MILLIS = 5;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ByteBuffer scratch = ByteBuffer.allocateDirect(1 << 16);
    private String playlist = "";
    private long listedNanos;

    @Override
    public String name() {
        return "first-list";
    }

    @Override
    public Figures measure(Server server, Load load) throws IOException, InterruptedException, MalformedInput {
        List<String> names = server.publishNames(STARTS);
        Samples waits = new Samples();
        for (int i = 0; i < STARTS; i++) {
            try (Publishers publishers = new Publishers(server.rtmpPort(), load.clip())) {
                PublishingSocket publisher = publishers.join(names.get(i));
                long nanos = awaitList(server, server.playlistPath().replace(Server.stream(0), Server.stream(i)));
                if (i >= WARM_UP_STARTS) {
                    waits.add(nanos - publisher.firstKeyNanos());
                }
            }
        }
        return new Figures().put("p50_ms", waits.percentileMillis(0.5)).put("max_ms", waits.percentileMillis(1));
    }

    private long awaitList(Server server, String path) throws IOException, InterruptedException {
        playlist = path;
        listedNanos = 0;
        try (Selector selector = Selector.open()) {
            HttpSocket socket = new HttpSocket(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server.httpPort()), this::answered);
            socket.channel().register(selector, SelectionKey.OP_READ, socket);
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            socket.get(playlist, true);
            while (listedNanos == 0) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("no playable list at " + playlist);
                }
                selector.select(this::read, 100);
            }
            socket.channel().close();
            return listedNanos;
        }
    }

    /** Follows the first variant; something is playable when a segment or a part is listed. */
    private void answered(HttpSocket socket, int status, String body) throws IOException {
        if (status == 200 && body.contains("#EXT-X-STREAM-INF")) {
            String variant = body.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .findFirst()
                    .orElseThrow();
            playlist = playlist.substring(0, playlist.lastIndexOf('/') + 1) + variant;
        } else if (status == 200 && (body.contains("#EXT-X-PART:") || body.contains("#EXTINF:"))) {
            listedNanos = System.nanoTime();
            return;
        } else {
            pause();
        }
        socket.get(playlist, true);
    }

    private void read(SelectionKey key) {
        try {
            if (!((HttpSocket) key.attachment()).read(scratch)) {
                throw new IOException("closed by the server");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
