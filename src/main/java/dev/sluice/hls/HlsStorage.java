package dev.sluice.hls;

import dev.sluice.bytes.ByteArena;
import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;

/**
 * Where a presentation's files go. The order of calls for one stream is the order of their effects; paths are those of
 * {@link HlsNames}, relative to the HLS root.
 *
 * <p>No call blocks or throws: an implementation that cannot write keeps the tree a valid presentation and counts.
 */
public interface HlsStorage {
    /** Where what is to be stored is best written. */
    default ByteArena arena() {
        return ByteArena.HEAP;
    }

    /** Writes a new immutable file, such as {@code demo/7/1700000012.ts}; holds {@code content} until it has. */
    void store(String path, SharedBytes content);

    /** Replaces a playlist, once everything stored before is visible. */
    void replace(String path, Slice content);

    /** Whether there is no room: presentations should list, and keep, no more than live viewers need. */
    default boolean isFull() {
        return false;
    }

    /** Whether streams may begin here: what refuses files for long would leave viewers nothing but the newest. */
    default boolean isUsable() {
        return true;
    }

    /** Removes a file whose time of availability is over. */
    void delete(String path);
}
