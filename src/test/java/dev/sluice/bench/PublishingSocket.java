package dev.sluice.bench;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Secret;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.client.ClientState;
import dev.sluice.rtmp.client.PublishSettings;
import dev.sluice.rtmp.client.RtmpPublisherClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** One encoder's connection: connects in the way of a thread, then sends the clip frame by frame without one. */
final class PublishingSocket {
    private final SocketChannel channel;
    private final RtmpPublisherClient client;
    private final ChunkedClip clip;
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private long startNanos;
    private long turn;
    private int next;
    private long firstKeyNanos;
    private long sentBytes;

    /** Returns when the server has accepted the publication. */
    PublishingSocket(InetSocketAddress server, String name, ChunkedClip clip) throws IOException, MalformedInput {
        this.clip = clip;
        channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        String url = "rtmp://127.0.0.1:" + server.getPort() + "/live";
        client = new RtmpPublisherClient(
                new PublishSettings("live", url, new Secret(name), ChunkedClip.CHUNK_BYTES, false),
                new SplittableRandom());
        ByteBuffer in = ByteBuffer.allocate(4096);
        answer();
        while (client.state() != ClientState.PUBLISHED) {
            if (client.state() == ClientState.REFUSED || channel.read(in.clear()) < 0) {
                throw new IOException("refused " + client.refusal());
            }
            client.feed(Slice.wrap(in.array().clone(), 0, in.position()));
            answer();
        }
        writeWhole(clip.headers());
        channel.configureBlocking(false);
    }

    SocketChannel channel() {
        return channel;
    }

    /** Time begins now. */
    void start(long nowNanos) {
        startNanos = nowNanos;
    }

    /** When the next frame is to be sent. */
    long dueNanos() {
        return startNanos + TimeUnit.MILLISECONDS.toNanos(dueMillis());
    }

    /** When the first picture, a key picture, was sent; 0 before. */
    long firstKeyNanos() {
        return firstKeyNanos;
    }

    /** Whether a frame waits for the server to read. */
    boolean isFull() {
        return unsent.hasRemaining();
    }

    long sentBytes() {
        return sentBytes;
    }

    /** Sends the next frame; false when the socket does not take it because the server does not read. */
    boolean send() throws IOException {
        if (unsent.hasRemaining()) {
            sentBytes += channel.write(unsent);
            if (unsent.hasRemaining()) {
                return false;
            }
        }
        ChunkedClip.Frame frame = clip.frame(next);
        long now = System.nanoTime();
        ByteBuffer bytes = frame.stamped(dueMillis(), now);
        if (firstKeyNanos == 0 && frame.markAt() >= 0) {
            firstKeyNanos = now;
        }
        sentBytes += channel.write(bytes);
        if (bytes.hasRemaining()) {
            unsent = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        }
        next++;
        if (next == clip.size()) {
            next = 0;
            turn++;
        }
        return true;
    }

    /** Hears what the server says, and answers its pings; false at its end. */
    boolean hear(ByteBuffer scratch) throws IOException, MalformedInput {
        int count = channel.read(scratch.clear());
        if (count > 0) {
            byte[] heard = new byte[count];
            scratch.flip().get(heard);
            client.feed(Slice.wrap(heard));
            Slice output = client.takeOutput();
            if (!output.isEmpty() && !unsent.hasRemaining()) {
                writeWhole(output.toBuffer());
            }
        }
        return count >= 0;
    }

    private long dueMillis() {
        return turn * ChunkedClip.MILLIS + clip.frame(next).millis();
    }

    private void answer() throws IOException {
        writeWhole(client.takeOutput().toBuffer());
    }

    private void writeWhole(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
