package dev.sluice.rtmp.message;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.MessageType;

/**
 * The sender's following chunks carry up to this many bytes (RTMP 1.0 §5.4.1); the chunk layer has applied it.
 *
 * @param chunkBytes 32 bits, unsigned
 */
public record SetChunkSize(long chunkBytes) implements Message {
    static SetChunkSize decode(Slice payload) throws MalformedInput {
        return new SetChunkSize(new ByteReader(payload).u32());
    }

    @Override
    public int type() {
        return MessageType.SET_CHUNK_SIZE;
    }

    @Override
    public Slice body() {
        return new ByteWriter(4).u32(chunkBytes).take();
    }
}
