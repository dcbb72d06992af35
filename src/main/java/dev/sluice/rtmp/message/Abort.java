package dev.sluice.rtmp.message;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.MessageType;

/**
 * The unfinished message of a chunk stream is given up (RTMP 1.0 §5.4.2); the chunk layer has dropped it.
 *
 * @param chunkStreamId 32 bits, unsigned
 */
public record Abort(long chunkStreamId) implements Message {
    static Abort decode(Slice payload) throws MalformedInput {
        return new Abort(new ByteReader(payload).u32());
    }

    @Override
    public int type() {
        return MessageType.ABORT;
    }

    @Override
    public Slice body() {
        return new ByteWriter(4).u32(chunkStreamId).take();
    }
}
