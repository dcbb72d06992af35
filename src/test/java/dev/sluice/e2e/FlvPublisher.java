package dev.sluice.e2e;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Secret;
import dev.sluice.bytes.Slice;
import dev.sluice.container.flv.FlvFileReader;
import dev.sluice.container.flv.FlvFileReader.Tag;
import dev.sluice.rtmp.client.ClientState;
import dev.sluice.rtmp.client.PublishSettings;
import dev.sluice.rtmp.client.RtmpPublisherClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Publishes FLV files in real time with the time stamps that a test wants: from any start, over any wrap,
 * and one file behind another with the time going on.
 */
final class FlvPublisher implements AutoCloseable {
    private static final long MASK = 0xFFFF_FFFFL;

    private final Socket socket;
    private final RtmpPublisherClient client;
    private final byte[] buffer = new byte[16384];
    private final Thread thread;
    private final List<Long> picturesSentNanos = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;
    private volatile Optional<Exception> fault = Optional.empty();

    private FlvPublisher(int port, String key, long startMillis, List<Tag> tags) throws IOException {
        client = new RtmpPublisherClient(
                PublishSettings.of("live", "rtmp://127.0.0.1:" + port + "/live", new Secret(key)), new Random(1));
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        thread = new Thread(() -> run(startMillis, tags), "FLV publisher");
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts; the first time stamp is {@code startMillis} modulo 2³². */
    static FlvPublisher publish(RunningSluice sluice, String key, long startMillis, Path file) {
        return start(sluice, key, startMillis, tags(file));
    }

    /** Starts; {@code second} follows {@code first} after {@code seconds}, at its first key frame. */
    static FlvPublisher publishBoth(RunningSluice sluice, String key, Path first, int seconds, Path second) {
        List<Tag> all = new ArrayList<>(tags(first).stream()
                .filter(tag -> tag.timestampMillis() < seconds * 1000L)
                .toList());
        tags(second).stream()
                .filter(tag -> tag.type() != Tag.SCRIPT_DATA)
                .map(tag -> new Tag(tag.type(), tag.timestampMillis() + seconds * 1000L, tag.body()))
                .forEach(all::add);
        return start(sluice, key, 0, all);
    }

    private static FlvPublisher start(RunningSluice sluice, String key, long startMillis, List<Tag> tags) {
        try {
            return new FlvPublisher(sluice.rtmpPort(), key, startMillis, tags);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Tag> tags(Path file) {
        try {
            FlvFileReader reader = new FlvFileReader(Slice.wrap(Files.readAllBytes(file)));
            List<Tag> tags = new ArrayList<>();
            for (Optional<Tag> tag = reader.next(); tag.isPresent(); tag = reader.next()) {
                tags.add(tag.get());
            }
            return tags;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedInput e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(long startMillis, List<Tag> tags) {
        try {
            flush();
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (client.state() != ClientState.PUBLISHED && System.nanoTime() < deadline) {
                listen(20);
            }
            long begin = System.nanoTime();
            for (Tag tag : tags) {
                while (!stopped && (System.nanoTime() - begin) / 1_000_000 < tag.timestampMillis()) {
                    listen(5);
                }
                if (stopped) {
                    return;
                }
                send(tag, tag.timestampMillis() + startMillis & MASK);
            }
        } catch (IOException | MalformedInput | RuntimeException e) {
            fault = Optional.of(e);
        }
    }

    private void send(Tag tag, long timestampMillis) throws IOException {
        if (tag.type() == Tag.AUDIO) {
            client.audio(timestampMillis, tag.body());
        } else if (tag.type() == Tag.VIDEO) {
            client.video(timestampMillis, tag.body());
        }
        flush();
        // Packet type 0 is the sequence header (FLV 10.1 §E.4.3.2).
        if (tag.type() == Tag.VIDEO && tag.body().at(1) != 0) {
            picturesSentNanos.add(System.nanoTime());
        }
    }

    private void listen(int timeoutMillis) throws IOException, MalformedInput {
        socket.setSoTimeout(timeoutMillis);
        try {
            int count = socket.getInputStream().read(buffer);
            if (count < 0) {
                throw new IOException("the server has closed the connection");
            }
            client.feed(Slice.wrap(java.util.Arrays.copyOf(buffer, count)));
            flush();
        } catch (SocketTimeoutException quiet) {
            flush();
        }
    }

    private void flush() throws IOException {
        Slice output = client.takeOutput();
        if (!output.isEmpty()) {
            socket.getOutputStream().write(output.toArray());
        }
    }

    /** When each picture was handed to the socket, the first at index 0. */
    List<Long> picturesSentNanos() {
        return List.copyOf(picturesSentNanos);
    }

    /** What went wrong, if anything did. */
    Optional<Exception> fault() {
        return fault;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(1_000);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
