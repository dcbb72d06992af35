package dev.sluice.bench;

import dev.sluice.bytes.MalformedInput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Real-time publishers, all of them sent by one thread: each frame in a write of its own, at its time. */
final class Publishers implements AutoCloseable {
    private static final long WAIT_MILLIS = 1;

    private final InetSocketAddress server;
    private final ChunkedClip clip;
    private final Selector selector = Selector.open();
    private final Thread thread = new Thread(this::run, "publishers");
    private final Queue<PublishingSocket> joining = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<PublishingSocket> due =
            new PriorityQueue<>(Comparator.comparingLong(PublishingSocket::dueNanos));
    private final List<PublishingSocket> full = new ArrayList<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong longestLagNanos = new AtomicLong();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private volatile boolean running = true;

    Publishers(int port, ChunkedClip clip) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.clip = clip;
        thread.start();
    }

    /** Connects one more; it sends from now on. */
    PublishingSocket join(String name) throws IOException, MalformedInput {
        PublishingSocket socket = new PublishingSocket(server, name, clip);
        joining.add(socket);
        selector.wakeup();
        return socket;
    }

    /** Bytes that the sockets have taken. */
    long bytes() {
        return bytes.get();
    }

    /** Connections that ended. */
    int lost() {
        return lost.get();
    }

    /** How often a socket was full because the server did not read. */
    int held() {
        return held.get();
    }

    /** How late a frame was at most since the last call, in milliseconds, whoever was in its way but the server. */
    double takeLongestLagMillis() {
        return longestLagNanos.getAndSet(0) / 1e6;
    }

    @Override
    public void close() throws IOException {
        running = false;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }

    private void run() {
        ByteBuffer scratch = ByteBuffer.allocate(4096);
        while (running) {
            try {
                selector.select(key -> hear(key, scratch), WAIT_MILLIS);
                admit();
                sendDue();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void admit() throws IOException {
        for (PublishingSocket socket = joining.poll(); socket != null; socket = joining.poll()) {
            socket.channel().register(selector, SelectionKey.OP_READ, socket);
            socket.start(System.nanoTime());
            due.add(socket);
        }
    }

    private void sendDue() {
        long now = System.nanoTime();
        for (PublishingSocket next = due.peek(); next != null && next.dueNanos() <= now; next = due.peek()) {
            due.remove();
            if (!next.isFull()) {
                longestLagNanos.accumulateAndGet(System.nanoTime() - next.dueNanos(), Math::max);
            }
            long before = next.sentBytes();
            try {
                (next.send() ? due : full).add(next);
            } catch (IOException e) {
                lose(next, e);
            }
            bytes.addAndGet(next.sentBytes() - before);
        }
        // Full sockets are asked again in the next turn, not before the others had theirs.
        held.addAndGet(full.size());
        due.addAll(full);
        full.clear();
    }

    private void hear(SelectionKey key, ByteBuffer scratch) {
        PublishingSocket socket = (PublishingSocket) key.attachment();
        try {
            if (!socket.hear(scratch)) {
                lose(socket, new IOException("closed by the server"));
            }
        } catch (IOException | MalformedInput e) {
            lose(socket, e);
        }
    }

    private void lose(PublishingSocket socket, Exception why) {
        System.err.println("publisher: " + why);
        lost.incrementAndGet();
        due.remove(socket);
        try {
            socket.channel().close();
        } catch (IOException e) {
            System.err.println("publisher: " + e);
        }
    }

    /** The phase between joins that spreads {@code count} publishers over one group of pictures. */
    static void spread(int count) throws InterruptedException {
        TimeUnit.MICROSECONDS.sleep(2_000_000L / Math.max(1, count));
    }
}
