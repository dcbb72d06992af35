package dev.sluice.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** How late event loops do what they are asked to; nanoseconds, from any thread. */
public final class LoopMeter implements LongConsumer {
    /** From an idle loop to one that players notice; 100 ms is what the alert looks at. */
    private static final Duration[] BUCKETS = Stream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Timer lag;

    public LoopMeter(MeterRegistry registry) {
        lag = Timer.builder("sluice.event.loop.lag")
                .description("How late event loops run a task that they are given ten times a second")
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    @Override
    public void accept(long nanos) {
        lag.record(nanos, TimeUnit.NANOSECONDS);
    }
}
