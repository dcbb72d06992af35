package dev.sluice.hls;

/**
 * How long the frames of a video track last. While they are of one length, the end of a frame is known when it
 * begins, and a part need not wait for the next frame to be complete.
 */
final class FramePace {
    private static final int STEADY = 8;
    /** Encoders stamp with milliseconds, and not evenly. */
    static final long JITTER_TICKS = 270; // 3 ms of 90 kHz

    private static final long LONGEST_TICKS = 90_000;

    private long frameTicks;
    private int alike;

    /** A frame lasted {@code ticks} of 90 kHz. */
    void add(long ticks) {
        long bounded = Math.min(ticks, LONGEST_TICKS);
        boolean same = Math.abs(bounded - frameTicks) <= JITTER_TICKS + frameTicks / 20;
        alike = same ? alike + 1 : 0;
        // Rounded milliseconds average out: 33, 33, 34 are frames of a thirtieth.
        frameTicks = same ? frameTicks + Math.round((bounded - frameTicks) / 8.0) : bounded;
    }

    boolean isSteady() {
        return alike >= STEADY;
    }

    /** How long the next frame probably lasts; 0 before the second. */
    long frameTicks() {
        return frameTicks;
    }
}
