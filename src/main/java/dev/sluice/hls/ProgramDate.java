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
    private Instant end = Instant.EPOCH;

    /** A publication's first unit came at {@code now}. */
    void publish(Instant now) {
        anchor = now;
    }

    /** The date of a segment that starts anew, {@code sincePublishMicros} after the publication's first unit. */
    Instant startAnew(long sincePublishMicros, long durationMicros) {
        Instant date = anchor.plus(sincePublishMicros, ChronoUnit.MICROS);
        return put(date.isBefore(end) ? end : date, durationMicros);
    }

    /** The date of a segment that continues the one before; follows a drift from {@code now} in small steps. */
    Instant goOn(long durationMicros, Instant now) {
        long driftMillis = ChronoUnit.MILLIS.between(end.plus(durationMicros, ChronoUnit.MICROS), now);
        Instant date = end;
        if (Math.abs(driftMillis) > DRIFT_MILLIS) {
            date = end.plusMillis(driftMillis > 0 ? STEP_MILLIS : -STEP_MILLIS);
        }
        return put(date.isAfter(last) ? date : end, durationMicros);
    }

    private Instant put(Instant date, long durationMicros) {
        last = date;
        end = date.plus(durationMicros, ChronoUnit.MICROS);
        return date;
    }
}
