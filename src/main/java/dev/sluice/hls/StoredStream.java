package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import java.util.Map;

/**
 * What a storage has of a stream; see {@link StoredPresentation} for what it means.
 *
 * @param texts playlists and init files, by path
 * @param sizes bytes of all immutable files, by path
 */
public record StoredStream(String stream, Map<String, Slice> texts, Map<String, Long> sizes) {
    public StoredStream {
        texts = Map.copyOf(texts);
        sizes = Map.copyOf(sizes);
    }

    /** A stream without any file. */
    public static StoredStream none(String stream) {
        return new StoredStream(stream, Map.of(), Map.of());
    }

    long size(HlsResource.Immutable file) {
        return sizes.getOrDefault(file.path(), 0L);
    }
}
