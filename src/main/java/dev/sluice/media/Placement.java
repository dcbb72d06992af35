package dev.sluice.media;

/**
 * Puts the unwrapped milliseconds of one track on the publication's timeline and tells outliers from new timelines.
 *
 * <p>A time more than {@value #FORWARD_MILLIS} ms ahead of or {@value #BACKWARD_MILLIS} ms behind the last one is not
 * believed: the frame goes one frame after the last. {@value #CONSISTENT} such frames in a row that agree with one
 * another are a new timeline, which continues where the old one ended.
 */
final class Placement {
    static final long FORWARD_MILLIS = 10_000;
    static final long BACKWARD_MILLIS = 1_000;
    static final long AGREEMENT_MILLIS = 500;
    private static final int CONSISTENT = 3;
    private static final long LONGEST_FRAME_MILLIS = 500;

    private boolean started;
    private long offset;
    private long last;
    private long frameMillis = 20;
    private int candidates;
    private long candidate;

    boolean started() {
        return started;
    }

    /** Where the track's newest frame lies. */
    long last() {
        return last;
    }

    long offset() {
        return offset;
    }

    /** Whether the last frame was not believed. */
    boolean doubting() {
        return candidates > 0;
    }

    /** The unwrapped time that was not believed. */
    long candidate() {
        return candidate;
    }

    void start(long newOffset, long position) {
        started = true;
        offset = newOffset;
        last = position;
        candidates = 0;
    }

    /** How far {@code millis} lies from the last frame; 0 when it is believed. */
    long deviation(long millis) {
        long step = millis + offset - last;
        return step > FORWARD_MILLIS || step < -BACKWARD_MILLIS ? step : 0;
    }

    /** Accepts a believed time. */
    long follow(long millis) {
        candidates = 0;
        long position = millis + offset;
        if (position > last) {
            frameMillis = Math.min(position - last, LONGEST_FRAME_MILLIS);
            last = position;
        }
        return position;
    }

    /** Stamps a frame that is not believed; see {@link #doubting()} for whether that made a new timeline. */
    long restamp(long millis) {
        boolean agrees = candidates > 0 && Math.abs(millis - candidate) <= AGREEMENT_MILLIS;
        candidates = agrees ? candidates + 1 : 1;
        candidate = millis;
        last += frameMillis;
        if (candidates >= CONSISTENT) {
            candidates = 0;
            offset = last - millis;
        }
        return last;
    }

    /** Whether {@code otherOffset}, which another track took over, explains {@code millis} too. */
    boolean agrees(long otherOffset, long millis) {
        return otherOffset != offset && Math.abs(millis + otherOffset - last) <= AGREEMENT_MILLIS;
    }

    void adopt(long otherOffset) {
        offset = otherOffset;
        candidates = 0;
    }
}
