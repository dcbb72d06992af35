package dev.sluice.delivery.http;

import io.vertx.core.Context;
import java.util.Optional;

/**
 * A request that is held. It costs an entry in a set: no thread, no timer.
 *
 * @param loop the thread of {@code context}, where it is answered
 * @param address whom a limit counts it for
 * @param deadlineNanos when it is given up
 */
record Waiter(
        Place place, Awaited awaited, Context context, Thread loop, String address, long deadlineNanos, Answer answer) {

    /** What becomes of the request; called once at most, on its event loop. */
    interface Answer {
        /** There is nothing to wait for any more; empty when the presentation is gone. */
        void settled(Optional<ShelvedPresentation> now);

        /** It took too long. */
        void late();
    }

    /** Two requests for the same are two, whatever they look like. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
