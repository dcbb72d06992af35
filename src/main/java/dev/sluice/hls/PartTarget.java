package dev.sluice.hls;

/**
 * EXT-X-PART-INF:PART-TARGET of a list: chosen from the frames of its first part, so that a whole number of them fills
 * every part to 85 % at least, and never changed (a player that sees a longer part drops all variants).
 */
final class PartTarget {
    /** Encoders stamp with milliseconds: the same number of frames is now a little longer, now shorter. */
    private static final long JITTER_MICROS = 2_000;

    private final long wishMicros;
    private long micros;

    /** {@code wishMicros} is what the operator wants; 0 for segments without parts. */
    PartTarget(long wishMicros) {
        this.wishMicros = wishMicros;
    }

    boolean partsAreListed() {
        return wishMicros > 0;
    }

    boolean isDecided() {
        return micros > 0;
    }

    /**
     * The first part lasts {@code firstPartMicros}; later calls change nothing. One that was cut short, because another
     * track appeared, tells nothing of the frames: then the target is the wish and a tenth, which whole numbers of
     * frames fill to 85 % at all usual rates.
     */
    void decide(long firstPartMicros) {
        if (micros == 0 && partsAreListed()) {
            boolean whole = firstPartMicros >= wishMicros / 2;
            micros = whole ? (firstPartMicros + JITTER_MICROS + 999) / 1_000 * 1_000 : wishMicros + wishMicros / 10;
        }
    }

    /** What a part must not exceed; the wish until that is decided. */
    long micros() {
        return !partsAreListed() ? Long.MAX_VALUE : micros > 0 ? micros : wishMicros;
    }

    /**
     * Whether a part of {@code elapsedMicros} is the first one and long enough: with as many frames of {@code
     * frameMicros} as come nearest to the wish.
     */
    boolean isFirst(long elapsedMicros, long frameMicros) {
        return partsAreListed() && micros == 0 && elapsedMicros + frameMicros / 2 >= wishMicros;
    }

    /** Whether a part of {@code elapsedMicros} must end before a frame of {@code frameMicros}. */
    boolean isFull(long elapsedMicros, long frameMicros) {
        return partsAreListed() && elapsedMicros > 0 && elapsedMicros + frameMicros > micros();
    }
}
