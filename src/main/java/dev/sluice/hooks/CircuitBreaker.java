package dev.sluice.hooks;

/**
 * Spares a target that is down: behind so many failures in a row one attempt is made in each rest, until one succeeds.
 * Time is an argument; one thread at a time.
 */
public final class CircuitBreaker {
    private final int tolerated;
    private final long restNanos;
    private int failures;
    private long openUntilNanos;

    public CircuitBreaker(int tolerated, long restNanos) {
        this.tolerated = tolerated;
        this.restNanos = restNanos;
    }

    /** How long the next attempt has to wait; zero when it may be made now. */
    public long waitNanos(long nowNanos) {
        return isOpen() ? Math.max(0, openUntilNanos - nowNanos) : 0;
    }

    public boolean isOpen() {
        return failures >= tolerated;
    }

    /** True when this closes the circuit again. */
    public boolean succeeded() {
        boolean wasOpen = isOpen();
        failures = 0;
        return wasOpen;
    }

    /** True when this opens the circuit. */
    public boolean failed(long nowNanos) {
        failures++;
        openUntilNanos = nowNanos + restNanos;
        return failures == tolerated;
    }
}
