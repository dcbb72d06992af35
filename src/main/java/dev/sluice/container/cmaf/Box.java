package dev.sluice.container.cmaf;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;

/** Puts the size and the type in front of what a box contains (ISO/IEC 14496-12 §4.2). */
final class Box {
    /** Bytes in front of the contents. */
    static final int HEADER_LENGTH = 8;

    private Box() {}

    static Slice of(String type, Slice... contents) {
        int length = HEADER_LENGTH;
        for (Slice content : contents) {
            length = Math.addExact(length, content.length());
        }
        ByteWriter out = new ByteWriter(length);
        out.u32(length).utf8(type);
        for (Slice content : contents) {
            out.bytes(content);
        }
        return out.take();
    }

    /** A box that has a version and flags. */
    static Slice full(String type, int version, int flags, Slice contents) {
        return of(type, new ByteWriter(4).u8(version).u24(flags).take(), contents);
    }

    /** The number that a type is in a header. */
    static int code(String type) {
        return (int) Slice.utf8(type).u32(0);
    }
}
