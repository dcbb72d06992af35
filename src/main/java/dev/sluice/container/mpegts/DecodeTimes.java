package dev.sluice.container.mpegts;

/**
 * Keeps the decode times of the video legal: strictly increasing and never behind their presentation time,
 * which ISO/IEC 13818-1 §2.7.5 demands and negative composition offsets break. All times in 90 kHz.
 *
 * <p>The remedy is to decode everything earlier, by the largest offset that was ever needed. It grows only at
 * a segment start; until then single pictures are moved as far as their neighbours allow.
 */
final class DecodeTimes {
    private static final long NEVER = Long.MIN_VALUE;
    /** More than five seconds is no reordering but a broken clock. */
    private static final long MAX_SHIFT = 450_000;

    private long shift;
    private long needed;
    private long last = NEVER;

    /** To be called where a segment starts. */
    void onSegmentStart() {
        shift = needed;
    }

    /** To be called where times before and after do not belong to one another. */
    void onDiscontinuity() {
        shift = 0;
        needed = 0;
        last = NEVER;
    }

    /** The decode time to write; {@code least} is the earliest that the clock still allows. */
    long stamp(long dts, long pts, long least) {
        needed = Math.max(needed, Math.min(dts - pts, MAX_SHIFT));
        long stamped = Math.max(Math.min(dts - shift, pts), least);
        if (last != NEVER && stamped <= last) {
            stamped = last + 1;
        }
        last = stamped;
        return stamped;
    }
}
