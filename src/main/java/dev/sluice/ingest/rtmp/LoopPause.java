package dev.sluice.ingest.rtmp;

import java.util.concurrent.TimeUnit;

/**
 * Notices that a loop was away: a frozen process must not wake up and close everybody for having been silent while
 * nobody listened.
 */
final class LoopPause {
    private static final long NOTICED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long expectedNanos;
    private long lastNanos;

    /** {@code expectedMillis} is how often {@link #away} is called while all is well. */
    LoopPause(long expectedMillis, long nowNanos) {
        expectedNanos = TimeUnit.MILLISECONDS.toNanos(expectedMillis);
        lastNanos = nowNanos;
    }

    /** How long the loop was away since the last call, in nanoseconds; 0 when it was not for more than a second. */
    long away(long nowNanos) {
        long late = nowNanos - lastNanos - expectedNanos;
        lastNanos = nowNanos;
        return late > NOTICED_NANOS ? late : 0;
    }
}
