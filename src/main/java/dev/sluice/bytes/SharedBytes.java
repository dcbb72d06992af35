package dev.sluice.bytes;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Immutable bytes that several hold: whoever made them and everybody whose {@link #retain} was granted holds them until
 * its {@link #release}. Behind the last release the memory may be used again; who does not hold them must not look.
 * Any thread. A {@link Slice} lies in the heap, and is held by its references alone.
 */
public interface SharedBytes {
    /** In bytes; known for ever. */
    int length();

    /** Holds them; false when nobody does any more, and they are gone. */
    boolean retain();

    /** Lets go, once for having made them and once for each {@link #retain}. */
    void release();

    /** All bytes in order, each buffer from its position to its limit; good while they are held. */
    List<ByteBuffer> views();

    default boolean isEmpty() {
        return length() == 0;
    }

    /** A copy in the heap; good for ever. */
    default Slice toSlice() {
        byte[] copy = new byte[length()];
        ByteBuffer all = ByteBuffer.wrap(copy);
        views().forEach(all::put);
        return Slice.wrap(copy);
    }
}
