package dev.sluice.rtmp.message;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.MessageType;

/**
 * What the sender has received so far (RTMP 1.0 §5.4.3).
 *
 * @param receivedBytes 32 bits, unsigned, wraps around
 */
public record Acknowledgement(long receivedBytes) implements Message {
    static Acknowledgement decode(Slice payload) throws MalformedInput {
        return new Acknowledgement(new ByteReader(payload).u32());
    }

    @Override
    public int type() {
        return MessageType.ACKNOWLEDGEMENT;
    }

    @Override
    public Slice body() {
        return new ByteWriter(4).u32(receivedBytes).take();
    }
}
