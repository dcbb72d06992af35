package dev.sluice.rtmp.message;

import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.MessageType;

/** The body of an FLV video tag (Adobe FLV 10.1, Enhanced RTMP); not looked into here. */
public record Video(Slice body) implements Message {
    @Override
    public int type() {
        return MessageType.VIDEO;
    }
}
