package dev.sluice.metrics;

import dev.sluice.access.AuthObserver;
import dev.sluice.access.AuthOutcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** How long publish decisions took, by outcome; every outcome exists from the start. */
public final class AuthMeters implements AuthObserver {
    /** From a cached answer to the deadline; 250 ms is what the alert on slow checks looks at. */
    private static final Duration[] BUCKETS = Stream.of(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final Map<AuthOutcome, Timer> timers = new EnumMap<>(AuthOutcome.class);

    public AuthMeters(MeterRegistry registry) {
        for (AuthOutcome outcome : AuthOutcome.values()) {
            timers.put(
                    outcome,
                    Timer.builder("sluice.auth")
                            .description("Publish decisions: how many, how long, with what outcome")
                            .tag("outcome", outcome.word())
                            .serviceLevelObjectives(BUCKETS)
                            .register(registry));
        }
    }

    /** {@code checkedMillis} is when revocations were last known to be complete, since the epoch. */
    public static void watch(MeterRegistry registry, LongSupplier checkedMillis) {
        Gauge.builder("sluice.auth.revocations.checked.timestamp", () -> checkedMillis.getAsLong() / 1e3)
                .description("When the keys of all live streams were last known to be good")
                .baseUnit("seconds")
                .register(registry);
    }

    @Override
    public void checked(AuthOutcome outcome, long durationNanos) {
        Timer timer = timers.get(outcome);
        if (timer != null) {
            timer.record(durationNanos, TimeUnit.NANOSECONDS);
        }
    }
}
