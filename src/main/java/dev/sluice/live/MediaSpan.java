package dev.sluice.live;

/**
 * A total over a stretch of media or wall time, whichever is longer: after a stall an encoder sends much media in
 * little time, and that is no fault of its rate.
 */
final class MediaSpan {
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** Further back is another timeline: the stretch begins anew. */
    private static final int BACK_MILLIS = 1_000;
    /** Further ahead is a wild time stamp, which must not make a rate look small. */
    private static final int AHEAD_MILLIS = 10_000;

    private long beginNanos;
    private int beginMillis;
    private boolean begun;
    private long nanos;
    private long total;

    MediaSpan(long nowNanos) {
        beginNanos = nowNanos;
    }

    /** Time has come this far; {@code dtsMillis} is the wire's, modulo 2³². */
    void reach(long dtsMillis, long nowNanos) {
        int media = begun ? (int) dtsMillis - beginMillis : 0;
        if (!begun || media < -BACK_MILLIS) {
            restart(dtsMillis, nowNanos);
            media = 0;
        }
        nanos = Math.max(nanos, nowNanos - beginNanos);
        if (media <= 2 * AHEAD_MILLIS) {
            nanos = Math.max(nanos, media * NANOS_PER_MILLI);
        }
    }

    /** Counts what lies behind the time reached. */
    void add(long amount) {
        total += amount;
    }

    void restart(long dtsMillis, long nowNanos) {
        begun = true;
        beginNanos = nowNanos;
        beginMillis = (int) dtsMillis;
        nanos = 0;
        total = 0;
    }

    long nanos() {
        return nanos;
    }

    long total() {
        return total;
    }

    double perSecond() {
        return total * 1e9 / Math.max(1, nanos);
    }
}
