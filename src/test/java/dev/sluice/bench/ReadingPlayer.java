package dev.sluice.bench;

import static java.util.Map.entry;

import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.ChunkWriter;
import dev.sluice.rtmp.message.Command;
import dev.sluice.rtmp.message.Message;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** A player that asks for a stream and then only reads; it looks for probes if it is told to. */
final class ReadingPlayer {
    private static final AmfValue NULL = AmfValue.Absent.NULL;
    private static final int HELLO_BYTES = 1 + 2 * 1536;

    private final SocketChannel channel;
    private final String url;
    private final String stream;
    private final LongConsumer latencies;
    private final boolean probing;
    private int helloBytes;
    private long bytes;
    private byte[] tail = new byte[0];

    /** {@code latencies} hears of nanoseconds between sending and reading, if {@code probing}. */
    ReadingPlayer(InetSocketAddress server, String url, String stream, boolean probing, LongConsumer latencies)
            throws IOException {
        this.url = url;
        this.stream = stream;
        this.probing = probing;
        this.latencies = latencies;
        channel = SocketChannel.open(server);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        send(new ByteWriter().u8(3).fill(0, 1536).take());
    }

    SocketChannel channel() {
        return channel;
    }

    long bytes() {
        return bytes;
    }

    /** Reads once into {@code scratch}; false at the end of the stream. */
    boolean read(ByteBuffer scratch) throws IOException {
        int kept = tail.length;
        scratch.clear().put(tail);
        int count = channel.read(scratch);
        if (count < 0) {
            return false;
        }
        if (helloBytes < HELLO_BYTES) {
            helloBytes += count;
            if (helloBytes >= HELLO_BYTES) {
                ask();
            }
            return true;
        }
        bytes += count;
        if (probing) {
            look(scratch, kept + count);
        }
        return true;
    }

    private void look(ByteBuffer scratch, int length) {
        int last = length - ProbeClip.MARK.length - Long.BYTES;
        int at = 0;
        while (at <= last) {
            if (scratch.get(at) == ProbeClip.MARK[0] && isMark(scratch, at)) {
                latencies.accept(System.nanoTime() - ProbeClip.nanosAt(scratch, at + ProbeClip.MARK.length));
                at += ProbeClip.MARK.length;
            }
            at++;
        }
        tail = new byte[length - at];
        scratch.get(at, tail);
    }

    private static boolean isMark(ByteBuffer scratch, int at) {
        byte[] found = new byte[ProbeClip.MARK.length];
        scratch.get(at, found);
        return Arrays.equals(found, ProbeClip.MARK);
    }

    private void ask() throws IOException {
        ByteWriter out = new ByteWriter().fill(0, 1536);
        ChunkWriter chunks = new ChunkWriter(128);
        AmfValue properties = AmfValue.object(
                entry("app", AmfValue.of("live")),
                entry("flashVer", AmfValue.of("LNX 9,0,124,2")),
                entry("tcUrl", AmfValue.of(url)));
        for (Message message : new Message[] {
            Command.of("connect", 1, properties), Command.of("createStream", 2, NULL),
        }) {
            chunks.write(message.at(0, 0), out);
        }
        chunks.write(
                Command.of("play", 3, NULL, AmfValue.of(stream), AmfValue.of(-1000))
                        .at(0, 1),
                out);
        send(out.take());
    }

    private void send(Slice out) throws IOException {
        ByteBuffer buffer = out.toBuffer();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
