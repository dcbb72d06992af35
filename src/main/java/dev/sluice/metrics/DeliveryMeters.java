package dev.sluice.metrics;

import dev.sluice.live.DeliveryStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of what viewers are answered. */
public final class DeliveryMeters {
    private DeliveryMeters() {}

    /** {@code statistics} must live as long as the registry, which holds it weakly. */
    public static void register(MeterRegistry registry, DeliveryStatistics statistics) {
        for (String kind : statistics.kinds()) {
            for (String code : statistics.codes()) {
                FunctionCounter.builder("sluice.hls.responses", statistics, totals -> totals.answers(kind, code))
                        .description("Answers to viewers below /hls/")
                        .tag("kind", kind)
                        .tag("code", code)
                        .register(registry);
            }
        }
    }
}
