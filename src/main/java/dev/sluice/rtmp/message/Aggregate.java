package dev.sluice.rtmp.message;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.MessageType;
import dev.sluice.rtmp.chunk.RawMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * Several messages in one, laid out as FLV tags (RTMP 1.0 §7.1.6).
 *
 * @param parts in the order of the wire; at most {@value #MAX_PARTS}
 */
public record Aggregate(List<Part> parts) implements Message {
    private static final int MAX_PARTS = 1000;
    private static final int HEADER_BYTES = 11;
    private static final int BACK_POINTER_BYTES = 4;

    /**
     * One message of the aggregate.
     *
     * @param timestampMillis on the tags' own clock, 32 bits: only differences mean something
     */
    public record Part(int type, long timestampMillis, Slice payload) {}

    static Aggregate decode(Slice payload) throws MalformedInput {
        ByteReader in = new ByteReader(payload);
        List<Part> parts = new ArrayList<>();
        while (in.remaining() >= HEADER_BYTES) {
            if (parts.size() == MAX_PARTS) {
                throw new MalformedInput("aggregate of more than " + MAX_PARTS + " messages");
            }
            int type = in.u8();
            if (type == MessageType.AGGREGATE) {
                throw new MalformedInput("aggregate inside an aggregate");
            }
            int length = in.u24();
            long time = in.u24() | ((long) in.u8() << 24);
            in.skip(3);
            parts.add(new Part(type, time, in.slice(length)));
            // The last back pointer may be missing (nginx-rtmp leaves it out).
            in.skip(Math.min(BACK_POINTER_BYTES, in.remaining()));
        }
        if (!in.isAtEnd()) {
            throw new MalformedInput("aggregate ends inside a header");
        }
        return new Aggregate(parts);
    }

    /** The parts as messages of their own, stamped relative to the aggregate {@code whole} that carried them. */
    public List<RawMessage> messages(RawMessage whole) {
        return parts.stream()
                .map(part -> new RawMessage(
                        whole.timestampMillis()
                                        + part.timestampMillis()
                                        - parts.get(0).timestampMillis()
                                & 0xFFFFFFFFL,
                        part.type(),
                        whole.streamId(),
                        whole.chunkStreamId(),
                        part.payload()))
                .toList();
    }

    @Override
    public int type() {
        return MessageType.AGGREGATE;
    }

    @Override
    public Slice body() {
        ByteWriter out = new ByteWriter(1024);
        for (Part part : parts) {
            int length = part.payload().length();
            out.u8(part.type()).u24(length).u24((int) part.timestampMillis());
            out.u8((int) (part.timestampMillis() >>> 24)).u24(0).bytes(part.payload());
            out.u32(HEADER_BYTES + length);
        }
        return out.take();
    }
}
