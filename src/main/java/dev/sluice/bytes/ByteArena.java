package dev.sluice.bytes;

import java.nio.ByteBuffer;

/** Where bytes are written that live for seconds: too long for the young generation, too short for the old one. */
public interface ByteArena {
    /** Arrays of the heap. */
    ByteArena HEAP = length -> {
        byte[] array = new byte[length];
        Slice bytes = Slice.wrap(array);
        return new Room() {
            @Override
            public ByteBuffer space() {
                return ByteBuffer.wrap(array);
            }

            @Override
            public SharedBytes bytes() {
                return bytes;
            }
        };
    };

    /** Room for exactly {@code length} bytes, of any former content. Any thread. */
    Room allocate(int length);

    /** The same bytes here; the copy is the caller's to release. */
    default SharedBytes copy(Slice bytes) {
        Room room = allocate(bytes.length());
        room.space().put(bytes.toBuffer());
        return room.bytes();
    }

    /** A piece of memory: filled by one, then given away as {@link #bytes} and written no more. */
    interface Room {
        ByteBuffer space();

        SharedBytes bytes();
    }
}
