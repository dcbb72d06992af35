package dev.sluice.metrics;

import dev.sluice.live.DeliveryObserver;
import dev.sluice.live.DeliveryStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The meters of what viewers are answered. */
public final class DeliveryMeters implements DeliveryObserver {
    /** From memory to the longest hold: three target durations of ten seconds. */
    private static final Duration[] BUCKETS = Stream.of(1, 5, 25, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final ConcurrentHashMap<String, Timer> timers = new ConcurrentHashMap<>();

    public DeliveryMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** {@code statistics} must live as long as the registry, which holds it weakly. */
    public void register(DeliveryStatistics statistics) {
        for (String kind : statistics.kinds()) {
            timer(kind);
            for (String code : statistics.codes()) {
                FunctionCounter.builder("sluice.hls.responses", statistics, totals -> totals.answers(kind, code))
                        .description("Answers to viewers below /hls/")
                        .tag("kind", kind)
                        .tag("code", code)
                        .register(registry);
            }
        }
        Gauge.builder("sluice.hls.waiting.requests", statistics, DeliveryStatistics::waiting)
                .description("Requests held now until what they ask for is there")
                .register(registry);
        FunctionCounter.builder("sluice.hls.playlists.rendered", statistics, DeliveryStatistics::renderings)
                .description("Texts of media playlists written for viewers, each for all who ask")
                .register(registry);
        for (String limit : statistics.waitingLimits()) {
            FunctionCounter.builder("sluice.hls.waiting.refused", statistics, totals -> totals.refused(limit))
                    .description("Requests that were not held because too many are")
                    .tag("limit", limit)
                    .register(registry);
        }
    }

    @Override
    public void answered(String kind, long durationNanos) {
        timer(kind).record(durationNanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String kind) {
        return timers.computeIfAbsent(
                kind,
                added -> Timer.builder("sluice.hls.response")
                        .description("From a request to its answer, by what it was for")
                        .tag("kind", added)
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry));
    }
}
