package dev.sluice.app;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/** Asks every event loop ten times a second to run a task; tells how late it did so, and whether it did at all. */
final class LoopWatch {
    private static final long PERIOD_MILLIS = 100;
    private static final long DEAD_AFTER_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final List<AtomicLong> lastRunNanos = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock;

    /**
     * Watches {@code loops} loops; contexts are handed out round robin, one per loop. {@code lagNanos} hears, from the
     * loops, how long each task waited.
     */
    LoopWatch(Vertx vertx, int loops, LongConsumer lagNanos) {
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "sluice-loop-watch");
            thread.setDaemon(true);
            return thread;
        });
        List<Context> contexts = IntStream.range(0, loops)
                .<Context>mapToObj(loop -> ((VertxInternal) vertx).createEventLoopContext())
                .toList();
        for (Context context : contexts) {
            AtomicLong lastRun = new AtomicLong(System.nanoTime());
            lastRunNanos.add(lastRun);
            var unused = clock.scheduleAtFixedRate(
                    () -> ask(context, lastRun, lagNanos), PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static void ask(Context context, AtomicLong lastRun, LongConsumer lagNanos) {
        long asked = System.nanoTime();
        context.runOnContext(run -> {
            long now = System.nanoTime();
            lastRun.set(now);
            lagNanos.accept(now - asked);
        });
    }

    /** Whether every loop ran something within the last 20 s. */
    boolean isAlive() {
        long now = System.nanoTime();
        return lastRunNanos.stream().allMatch(lastRun -> now - lastRun.get() < DEAD_AFTER_NANOS);
    }

    void close() {
        clock.shutdownNow();
    }
}
