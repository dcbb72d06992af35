package dev.sluice.bench;

import dev.sluice.bytes.ByteArena;
import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import java.nio.ByteBuffer;

/** One piece of memory outside the heap, given out again and again: what is measured is the writer, not its memory. */
final class SameRoom implements ByteArena, ByteArena.Room {
    private final ByteBuffer memory = ByteBuffer.allocateDirect(1 << 20);

    @Override
    public Room allocate(int length) {
        memory.clear().limit(length);
        return this;
    }

    @Override
    public ByteBuffer space() {
        return memory;
    }

    /** Nobody reads them. */
    @Override
    public SharedBytes bytes() {
        return Slice.EMPTY;
    }
}
