package dev.sluice.live;

import java.time.Duration;

/** Runs tasks later. */
public interface Scheduler {
    /** Runs {@code task} once after {@code delay}, on any thread, unless it is cancelled before. */
    Cancellable after(Duration delay, Runnable task);

    /** A task that may still be called off. */
    interface Cancellable {
        /** Does nothing if the task has run. */
        void cancel();
    }
}
