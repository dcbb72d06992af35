package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What viewers see of a stream at one moment; immutable, so that any thread may hold it.
 *
 * @param ended whether the list is closed (EXT-X-ENDLIST)
 * @param targetDurationSeconds EXT-X-TARGETDURATION
 * @param segments what is held in memory, oldest first: the window and the two segments before it, less what the
 *     memory limit pushed out; the newest segment is always there
 */
public record PresentationSnapshot(
        String stream,
        boolean ended,
        int targetDurationSeconds,
        Playlist multivariant,
        Playlist media,
        List<Segment> segments,
        MediaFacts facts) {

    /**
     * One rendered playlist.
     *
     * @param version differs for each text of this playlist and rises, also over restarts of the process
     * @param modified when this text was first shown
     */
    public record Playlist(Slice text, long version, Instant modified) {}

    public PresentationSnapshot {
        segments = List.copyOf(segments);
    }

    /** The number of the newest segment. */
    public long lastMediaSequence() {
        return segments.get(segments.size() - 1).mediaSequence();
    }

    /** Empty when the segment is not held in memory (any more); the volume may still have it. */
    public Optional<Segment> segment(HlsResource.Segment name) {
        return segments.stream().filter(segment -> segment.name().equals(name)).findFirst();
    }
}
