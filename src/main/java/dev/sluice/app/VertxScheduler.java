package dev.sluice.app;

import dev.sluice.live.Scheduler;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Timers of the event loops. */
record VertxScheduler(Vertx vertx) implements Scheduler {
    @Override
    public Cancellable after(Duration delay, Runnable task) {
        // Vert.x refuses a delay of zero.
        long timer = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> task.run());
        return () -> vertx.cancelTimer(timer);
    }
}
