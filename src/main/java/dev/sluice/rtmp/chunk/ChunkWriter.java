package dev.sluice.rtmp.chunk;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;

/**
 * Writes messages as chunks without leaning on what was written before: a full header, then type 3 headers.
 *
 * <p>Eight bytes a message buy that the bytes can be built once and shared by every connection that has the same chunk
 * size and stream id.
 */
public final class ChunkWriter {
    private static final int MAX_BYTES = 0xFFFFFF;

    private int chunkSize;

    /** {@code chunkSize} is 128 until the peer has been told otherwise. */
    public ChunkWriter(int chunkSize) {
        this.chunkSize = chunkSize;
    }

    /** Appends {@code message}; a Set Chunk Size among them holds for all that follow. */
    public void write(RawMessage message, ByteWriter out) {
        Slice payload = message.payload();
        if (payload.length() > MAX_BYTES) {
            throw new IllegalArgumentException("message of " + payload.length() + " bytes");
        }
        long time = message.timestampMillis() & 0xFFFFFFFFL;
        boolean extended = time >= 0xFFFFFF;
        basicHeader(0, message.chunkStreamId(), out);
        out.u24(extended ? 0xFFFFFF : (int) time);
        out.u24(payload.length()).u8(message.type());
        out.u32(Integer.reverseBytes(message.streamId()) & 0xFFFFFFFFL);
        if (extended) {
            out.u32(time);
        }
        int done = Math.min(chunkSize, payload.length());
        out.bytes(payload, 0, done);
        while (done < payload.length()) {
            basicHeader(3, message.chunkStreamId(), out);
            if (extended) {
                // FFmpeg's reader always takes four bytes here and loses its place without them.
                out.u32(time);
            }
            int count = Math.min(chunkSize, payload.length() - done);
            out.bytes(payload, done, count);
            done += count;
        }
        if (message.type() == MessageType.SET_CHUNK_SIZE) {
            chunkSize = (int) Math.min(payload.u32(0), MAX_BYTES);
        }
    }

    private static void basicHeader(int format, int id, ByteWriter out) {
        if (id < 64) {
            out.u8((format << 6) | id);
        } else if (id < 320) {
            out.u8(format << 6).u8(id - 64);
        } else {
            out.u8((format << 6) | 1).u8(id - 64).u8((id - 64) >>> 8);
        }
    }
}
