package dev.sluice.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;

/** What is wrong with what all replicas share: it must not empty the Service, so only this tells. */
public final class DegradedMeters {
    private DegradedMeters() {}

    /** {@code cause} is one of a closed set of words. */
    public static void register(MeterRegistry registry, String cause, BooleanSupplier degraded) {
        Gauge.builder("sluice.degraded", () -> degraded.getAsBoolean() ? 1 : 0)
                .description("1 while this replica works without what it should have")
                .tag("cause", cause)
                .register(registry);
    }
}
