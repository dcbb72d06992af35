package dev.sluice.media;

/**
 * Makes the milliseconds of the wire, modulo 2³² or (OBS, SRS) 2³¹, a number that does not wrap.
 *
 * <p>A step is the signed difference modulo 2³¹, which serves senders of both kinds: no step of a live stream is longer
 * than the twelve days that it can tell apart.
 */
final class MillisUnwrapper {
    private boolean started;
    private long last;

    /** Continues from the newest time of any track, so that tracks that begin on both sides of a wrap stay together. */
    long unwrap(long wireMillis) {
        if (!started) {
            started = true;
            last = wireMillis;
        } else {
            last += step(wireMillis, last);
        }
        return last;
    }

    private static int step(long to, long from) {
        int modulo32 = (int) (to - from);
        return modulo32 << 1 >> 1;
    }
}
