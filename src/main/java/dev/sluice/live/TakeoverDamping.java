package dev.sluice.live;

import java.time.Duration;

/**
 * Slows two encoders down that take one stream from each other in turn, without delaying an encoder that returns over
 * its own half-open connection: from one takeover too many on a newcomer waits until the incumbent is silent for a
 * second, and five seconds at most.
 */
final class TakeoverDamping {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long SILENT_NANOS = 1_000_000_000L;
    private static final long PERIOD_NANOS = 30_000_000_000L;

    private final EventWindow takeovers;

    /** {@code free} takeovers within thirty seconds happen at once. */
    TakeoverDamping(int free) {
        takeovers = new EventWindow(free, PERIOD_NANOS);
    }

    /** Counts a takeover; how long it may have to wait. */
    Duration patience(long nowNanos) {
        boolean isFight = takeovers.isFull(nowNanos);
        takeovers.record(nowNanos);
        return isFight ? PATIENCE : Duration.ZERO;
    }

    /** How long, in nanoseconds, until an incumbent last heard at {@code lastMediaNanos} yields if it stays silent. */
    static long wait(long lastMediaNanos, long latestNanos, long nowNanos) {
        return Math.min(latestNanos - nowNanos, lastMediaNanos + SILENT_NANOS - nowNanos);
    }
}
