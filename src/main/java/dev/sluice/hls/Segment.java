package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import java.time.Instant;

/**
 * One complete segment of a presentation.
 *
 * @param name where it lies
 * @param durationMicros media time until the next segment, at least 1
 * @param programDateTime wall time of its first frame
 * @param discontinuity whether its time stamps or tracks do not continue those of the segment before
 * @param independent whether a decoder can start with it
 */
public record Segment(
        HlsResource.Segment name,
        long durationMicros,
        Instant programDateTime,
        boolean discontinuity,
        boolean independent,
        Slice content) {
    public long mediaSequence() {
        return name.mediaSequence();
    }

    /** Bits per second of media time. */
    public long bitrate() {
        return content.length() * 8_000_000L / durationMicros;
    }
}
