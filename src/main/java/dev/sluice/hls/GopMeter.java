package dev.sluice.hls;

/** The distances of random access pictures: within the segment in progress, and what they make of segments. */
final class GopMeter {
    private final long targetMicros;
    private long lastMicros = Long.MIN_VALUE;
    private long shortestMicros = Long.MAX_VALUE;
    private long longestMicros;
    private int count;
    private long naturalStartMicros = Long.MIN_VALUE;
    private long naturalMicros;

    /** {@code targetMicros} is how long segments should be. */
    GopMeter(long targetMicros) {
        this.targetMicros = targetMicros;
    }

    /** A new segment begins: what differs from now on is that one's. */
    void segment() {
        lastMicros = Long.MIN_VALUE;
        shortestMicros = Long.MAX_VALUE;
        longestMicros = 0;
        count = 0;
    }

    /** What an earlier process knew of {@link #naturalMicros}. */
    void restore(long micros) {
        naturalMicros = Math.max(naturalMicros, micros);
    }

    /** Time stamps start anew. */
    void reset() {
        segment();
        naturalStartMicros = Long.MIN_VALUE;
    }

    void randomAccess(long dtsMicros) {
        if (lastMicros != Long.MIN_VALUE) {
            long gop = dtsMicros - lastMicros;
            shortestMicros = Math.min(shortestMicros, gop);
            longestMicros = Math.max(longestMicros, gop);
            count++;
        }
        lastMicros = dtsMicros;
        if (naturalStartMicros == Long.MIN_VALUE) {
            naturalStartMicros = dtsMicros;
        } else if (dtsMicros - naturalStartMicros >= targetMicros - targetMicros / 20) {
            naturalMicros = Math.max(naturalMicros, dtsMicros - naturalStartMicros);
            naturalStartMicros = dtsMicros;
        }
    }

    /** The longest one when they differ by more than a tenth, else 0: regular ones make segments of equal length. */
    long irregularMicros() {
        return count >= 2 && longestMicros - shortestMicros > longestMicros / 10 ? longestMicros : 0;
    }

    /** The longest that a segment would have become if each began with a random access picture; 0 while unknown. */
    long naturalMicros() {
        return naturalMicros;
    }
}
