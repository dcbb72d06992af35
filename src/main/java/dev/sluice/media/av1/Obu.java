package dev.sluice.media.av1;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;

/**
 * One open bitstream unit (AV1 specification §5.3).
 *
 * @param header the header's one or two bytes
 * @param hasSize whether a size stood behind the header
 */
record Obu(Slice header, boolean hasSize, Slice payload) {
    static final int SEQUENCE_HEADER = 1;
    static final int TEMPORAL_DELIMITER = 2;
    static final int FRAME_HEADER = 3;
    static final int FRAME = 6;
    static final int TILE_LIST = 8;
    static final int PADDING = 15;

    private static final int FLAG_SIZE = 2;
    private static final int FLAG_EXTENSION = 4;

    /** Takes the next unit; one without size reaches to the end. */
    static Obu read(ByteReader in) throws MalformedInput {
        int first = in.peek();
        if ((first & 0x80) != 0) {
            throw new MalformedInput("OBU with the forbidden bit");
        }
        Slice header = in.slice((first & FLAG_EXTENSION) == 0 ? 1 : 2);
        boolean hasSize = (first & FLAG_SIZE) != 0;
        if (!hasSize) {
            return new Obu(header, false, in.rest());
        }
        long size = leb128(in);
        if (size > in.remaining()) {
            throw new MalformedInput("OBU of " + size + " bytes with " + in.remaining() + " left");
        }
        return new Obu(header, true, in.slice((int) size));
    }

    /** leb128() of §4.10.5: at most eight bytes, and less than 2³². */
    private static long leb128(ByteReader in) throws MalformedInput {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            int octet = in.u8();
            value |= (octet & 0x7FL) << (i * 7);
            if ((octet & 0x80) == 0) {
                if (value > 0xFFFFFFFFL) {
                    break;
                }
                return value;
            }
        }
        throw new MalformedInput("leb128 beyond 32 bits");
    }

    int type() {
        return header.at(0) >> 3 & 0xF;
    }

    /** Whether a sample leaves the unit out (AV1 in ISO BMFF §2.4). */
    boolean isDispensable() {
        int type = type();
        return type == TEMPORAL_DELIMITER || type == TILE_LIST || type == PADDING;
    }

    /** Writes the unit with its size. */
    void writeTo(ByteWriter out) {
        out.u8(header.at(0) | FLAG_SIZE).bytes(header, 1, header.length() - 1);
        int left = payload.length();
        while (left > 0x7F) {
            out.u8(0x80 | (left & 0x7F));
            left >>>= 7;
        }
        out.u8(left).bytes(payload);
    }
}
