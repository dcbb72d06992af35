package dev.sluice.metrics;

import dev.sluice.hooks.HookObserver;
import dev.sluice.hooks.HookOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/** What became of webhook messages; every outcome exists from the start, also without webhooks. */
public final class HookMeters implements HookObserver {
    private final Map<HookOutcome, Counter> counters = new EnumMap<>(HookOutcome.class);

    public HookMeters(MeterRegistry registry) {
        for (HookOutcome outcome : HookOutcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("sluice.webhook.deliveries")
                            .description("Webhook messages, by what became of them")
                            .tag("outcome", outcome.word())
                            .register(registry));
        }
    }

    @Override
    public void handled(HookOutcome outcome) {
        Counter counter = counters.get(outcome);
        if (counter != null) {
            counter.increment();
        }
    }
}
