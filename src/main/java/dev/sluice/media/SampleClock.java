package dev.sluice.media;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Stamps audio frames by counting samples, and follows the encoder's milliseconds only where they really leave the
 * count: rounded milliseconds would put a gap or an overlap of up to a millisecond into every frame, which iOS makes
 * audible and Media Source Extensions show as buffer holes.
 *
 * <p>Units: samples of the core coder. The wire's time minus the counted time is the <em>error</em>:
 *
 * <ul>
 *   <li>jitter (bursty mobile senders: 20 to 40 ms) leaves the count alone;
 *   <li>{@value #SUSTAINED} errors in a row over one frame, or {@value #CLEAR} over 200 ms: audio was lost, the gap is
 *       real, count on from there;
 *   <li>as many ({@value #SUSTAINED}) under minus one frame: overlap, frames are dropped until the count fits;
 *   <li>an average over half a frame: drift of a sender that stamps with its wall clock; corrected where the caller
 *       allows it.
 * </ul>
 */
final class SampleClock {
    private static final int SUSTAINED = 8;
    private static final int CLEAR = 3;
    private static final double AVERAGE_SECONDS = 2;

    private final int rate;
    private int samplesPerFrame;
    private final long[] errors = new long[SUSTAINED];
    private int seen;
    private boolean anchored;
    private long next;
    private long last = Long.MIN_VALUE;
    private double average;

    SampleClock(Codec.Audio codec) {
        rate = codec.sampleRate();
        samplesPerFrame = codec.samplesPerFrame();
    }

    /**
     * The decode time of the frame of {@code samples} samples that the encoder stamped {@code millis}.
     *
     * @param correctDrift whether a step of less than a frame does no harm here
     * @return empty when the frame must be dropped
     */
    OptionalLong stamp(long millis, int samples, boolean correctDrift) {
        samplesPerFrame = samples;
        long wire = ticks(millis);
        if (!anchored) {
            anchor(wire);
        }
        long error = wire - next;
        average += (error - average) * samplesPerFrame / (AVERAGE_SECONDS * rate);
        errors[seen++ % SUSTAINED] = error;
        if (leastOf(CLEAR) > rate / 5) {
            shift(leastOf(CLEAR));
        } else if (leastOf(SUSTAINED) > samplesPerFrame) {
            shift(leastOf(SUSTAINED));
        } else if (seen >= SUSTAINED && Arrays.stream(errors).max().orElseThrow() < -samplesPerFrame) {
            forget(-samplesPerFrame);
            return OptionalLong.empty();
        } else if (correctDrift && seen >= SUSTAINED && Math.abs(average) > samplesPerFrame / 2.0) {
            shift(Math.round(average));
        }
        next = Math.max(next, last + 1);
        last = next;
        next += samplesPerFrame;
        return OptionalLong.of(last);
    }

    /** The next frame's own time begins a new count, as far as decode times can still increase. */
    void reanchor() {
        anchored = false;
    }

    private void anchor(long wire) {
        next = Math.max(wire, last + 1);
        anchored = true;
        seen = 0;
        average = 0;
    }

    /** The least of the newest {@code count} errors; nothing that matters while there are not as many. */
    private long leastOf(int count) {
        long least = seen >= count ? Long.MAX_VALUE : 0;
        for (int i = 1; i <= Math.min(seen, count); i++) {
            least = Math.min(least, errors[(seen - i) % SUSTAINED]);
        }
        return least;
    }

    private void shift(long samples) {
        next += samples;
        forget(samples);
    }

    /** The count moved by {@code samples} against the wire: what was measured before it is less by as much. */
    private void forget(long samples) {
        for (int i = 0; i < errors.length; i++) {
            errors[i] -= samples;
        }
        average -= samples;
    }

    private long ticks(long millis) {
        return Math.floorDiv(millis * rate, 1000L);
    }
}
