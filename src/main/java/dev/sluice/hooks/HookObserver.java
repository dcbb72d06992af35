package dev.sluice.hooks;

/** Hears what became of each message, on any thread; must return at once. */
@FunctionalInterface
public interface HookObserver {
    void handled(HookOutcome outcome);
}
