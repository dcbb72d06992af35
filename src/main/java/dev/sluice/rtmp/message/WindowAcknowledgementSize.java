package dev.sluice.rtmp.message;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.MessageType;

/**
 * After how many bytes the sender wants an acknowledgement (RTMP 1.0 §5.4.4).
 *
 * @param windowBytes 32 bits, unsigned
 */
public record WindowAcknowledgementSize(long windowBytes) implements Message {
    static WindowAcknowledgementSize decode(Slice payload) throws MalformedInput {
        return new WindowAcknowledgementSize(new ByteReader(payload).u32());
    }

    @Override
    public int type() {
        return MessageType.WINDOW_ACKNOWLEDGEMENT_SIZE;
    }

    @Override
    public Slice body() {
        return new ByteWriter(4).u32(windowBytes).take();
    }
}
