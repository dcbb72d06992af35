package dev.sluice.access;

/** Hears of every check of a key, on any thread; must return at once. */
@FunctionalInterface
public interface AuthObserver {
    void checked(AuthOutcome outcome, long durationNanos);
}
