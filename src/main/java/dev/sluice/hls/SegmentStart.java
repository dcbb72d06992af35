package dev.sluice.hls;

import java.time.Instant;

/**
 * The place of a segment in the presentation, the same in all renditions.
 *
 * @param startMicros decode time of the unit that began it
 * @param soundMicros sound that is heard before this time still belongs to the segment before
 * @param programDateTime wall time of {@code startMicros}
 * @param discontinuity whether it does not continue the segment before
 */
record SegmentStart(
        long epoch,
        long mediaSequence,
        long startMicros,
        long soundMicros,
        Instant programDateTime,
        boolean discontinuity) {}
