package dev.sluice.hls;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The wall time of segments: that of the publication's first unit plus media time, so that it has no jitter; never
 * before the end of the segment before it, whatever the clock does.
 */
final class ProgramDate {
    private static final long DRIFT_MILLIS = 2_000;

    /** Below the 50 ms that players take for a mistake. */
    private static final long STEP_MILLIS = 40;

    private Instant anchor = Instant.EPOCH;
    private Instant last = Instant.EPOCH;

    /** A publication's first unit came at {@code now}. */
    void publish(Instant now) {
        anchor = now;
    }

    /**
     * The date of a segment that starts anew, {@code sincePublishMicros} after the publication's first unit.
     *
     * @param endOfLast where the segment before ended
     */
    Instant startAnew(long sincePublishMicros, Instant endOfLast) {
        Instant date = anchor.plus(sincePublishMicros, ChronoUnit.MICROS);
        last = date.isBefore(endOfLast) ? endOfLast : date;
        return last;
    }

    /**
     * The date of a segment that begins {@code micros} after the one before and continues it; follows a drift from
     * {@code now} in small steps.
     */
    Instant goOn(long micros, Instant now) {
        Instant date = last.plus(micros, ChronoUnit.MICROS);
        long driftMillis = ChronoUnit.MILLIS.between(date, now);
        if (Math.abs(driftMillis) > DRIFT_MILLIS) {
            Instant stepped = date.plusMillis(driftMillis > 0 ? STEP_MILLIS : -STEP_MILLIS);
            date = stepped.isAfter(last) ? stepped : date;
        }
        last = date;
        return date;
    }
}
