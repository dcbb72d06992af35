package dev.sluice.metrics;

import dev.sluice.hls.StorageStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The meters of the volume; all label sets exist from the start, so that a first failure is an increase. */
public final class StorageMeters {
    private static final String DELETED = "sluice.hls.files.deleted";

    private StorageMeters() {}

    /** {@code statistics} must live as long as the registry, which holds it weakly. */
    public static void register(MeterRegistry registry, StorageStatistics statistics) {
        FunctionTimer.builder(
                        "sluice.hls.write",
                        statistics,
                        StorageStatistics::writes,
                        StorageStatistics::writeNanos,
                        TimeUnit.NANOSECONDS)
                .description("Finished writes of segments and playlists, and the time that they took")
                .register(registry);
        for (String operation : statistics.operations()) {
            for (String kind : statistics.failureKinds()) {
                FunctionCounter.builder(
                                "sluice.hls.write.failures", statistics, files -> files.failures(operation, kind))
                        .description("What was done to files of the volume and failed")
                        .tag("operation", operation)
                        .tag("kind", kind)
                        .register(registry);
            }
        }
        for (String reason : statistics.lossReasons()) {
            FunctionCounter.builder("sluice.hls.segments.lost", statistics, files -> files.segmentsLost(reason))
                    .description("Segments that never reached the volume")
                    .tag("reason", reason)
                    .register(registry);
        }
        deleted(registry, statistics, "expired", StorageStatistics::filesExpired);
        deleted(registry, statistics, "orphan", StorageStatistics::orphansDeleted);
        FunctionCounter.builder("sluice.hls.recordings.removed", statistics, StorageStatistics::recordingsRemoved)
                .description("Recordings removed because of their age, their size, or because there was no room")
                .register(registry);
        Gauge.builder("sluice.hls.write.queue.bytes", statistics, StorageStatistics::queuedBytes)
                .description("Bytes that wait to be written to the volume")
                .register(registry);
        Gauge.builder("sluice.hls.write.oldest.seconds", statistics, files -> files.oldestCallNanos() / 1e9)
                .description("Age of the oldest file call that has not returned; 0 when there is none")
                .register(registry);
    }

    private static void deleted(
            MeterRegistry registry,
            StorageStatistics statistics,
            String kind,
            ToDoubleFunction<StorageStatistics> count) {
        FunctionCounter.builder(DELETED, statistics, count)
                .description("Files removed from the volume")
                .tag("kind", kind)
                .register(registry);
    }
}
