package dev.sluice.delivery.rtmp;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.ChunkWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.List;

/**
 * Finished chunks of some messages in one direct buffer, which every player's socket writes from without a copy.
 *
 * <p>Counted: whoever made it, or is handed it, releases it once; what {@link #whole} and {@link #part} give counts for
 * itself.
 */
final class Batch {
    /** Where a full chunk header has the message stream id: behind the basic header, time, length and type. */
    private static final int STREAM_ID_OFFSET = 8;

    private final long sequence;
    private final ByteBuf bytes;
    private final int[] starts;
    private final PlayMessage.Kind[] kinds;

    private Batch(long sequence, ByteBuf bytes, int[] starts, PlayMessage.Kind[] kinds) {
        this.sequence = sequence;
        this.bytes = bytes;
        this.starts = starts;
        this.kinds = kinds;
    }

    /** Builds the chunks of {@code messages}; {@code chunkBytes} is what every player was told. */
    static Batch of(long sequence, List<PlayMessage> messages, int chunkBytes) {
        int length = messages.stream().mapToInt(PlayMessage::length).sum();
        ByteWriter out = new ByteWriter(length + length / 1024);
        ChunkWriter chunks = new ChunkWriter(chunkBytes);
        int[] starts = new int[messages.size() + 1];
        PlayMessage.Kind[] kinds = new PlayMessage.Kind[messages.size()];
        for (int i = 0; i < kinds.length; i++) {
            messages.get(i).write(chunks, out);
            starts[i + 1] = out.length();
            kinds[i] = messages.get(i).kind();
        }
        Slice built = out.take();
        ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(Math.max(1, built.length()));
        bytes.writeBytes(built.toBuffer());
        return new Batch(sequence, bytes, starts, kinds);
    }

    /** Grows by one from batch to batch of a feed. */
    long sequence() {
        return sequence;
    }

    int size() {
        return kinds.length;
    }

    PlayMessage.Kind kind(int message) {
        return kinds[message];
    }

    ByteBuf whole() {
        return bytes.retainedDuplicate();
    }

    /** The messages {@code from} until {@code to}. */
    ByteBuf part(int from, int to) {
        return bytes.retainedSlice(starts[from], starts[to] - starts[from]);
    }

    /** The same for the rare player that plays on another message stream: its own copy. */
    ByteBuf part(int from, int to, int streamId) {
        ByteBuf copy = bytes.copy(starts[from], starts[to] - starts[from]);
        for (int i = from; i < to; i++) {
            copy.setIntLE(starts[i] - starts[from] + STREAM_ID_OFFSET, streamId);
        }
        return copy;
    }

    void retain(int more) {
        if (more > 0) {
            bytes.retain(more);
        }
    }

    void release() {
        bytes.release();
    }
}
