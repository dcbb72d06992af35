package dev.sluice.hls;

import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One complete segment of a rendition.
 *
 * @param name where it lies
 * @param durationMicros media time until the next segment, at least 1
 * @param programDateTime wall time of its first frame
 * @param discontinuity whether its time stamps or tracks do not continue those of the segment before
 * @param independent whether a decoder can start with it
 * @param init what a decoder needs before it; empty for MPEG-TS
 * @param parts its parts, which {@code content} joins; empty without low latency
 * @param content empty for a gap: the rendition had no media in this time
 */
public record Segment(
        HlsResource.Segment name,
        long durationMicros,
        Instant programDateTime,
        boolean discontinuity,
        boolean independent,
        Optional<HlsResource.Init> init,
        List<Part> parts,
        SharedBytes content) {
    public Segment {
        parts = List.copyOf(parts);
    }

    /** A place without media. */
    static Segment gap(
            HlsResource.Segment name,
            long durationMicros,
            Instant programDateTime,
            boolean discontinuity,
            Optional<HlsResource.Init> init) {
        return new Segment(name, durationMicros, programDateTime, discontinuity, false, init, List.of(), Slice.EMPTY);
    }

    public long mediaSequence() {
        return name.mediaSequence();
    }

    /** Whether it is listed only to keep its place. */
    public boolean gap() {
        return content.isEmpty();
    }
}
