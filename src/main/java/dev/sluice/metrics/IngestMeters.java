package dev.sluice.metrics;

import dev.sluice.live.CloseReason;
import dev.sluice.live.ConnectionState;
import dev.sluice.live.IngestStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The ingest listener's meters; all label sets exist from the start, so that a first failure is an increase. */
public final class IngestMeters {
    private IngestMeters() {}

    /** {@code statistics} must live as long as the registry, which holds it weakly. */
    public static void register(MeterRegistry registry, IngestStatistics statistics) {
        FunctionCounter.builder("sluice.rtmp.connections.accepted", statistics, IngestStatistics::accepted)
                .description("Connections accepted by the RTMP listener")
                .register(registry);
        FunctionCounter.builder("sluice.rtmp.received.bytes", statistics, IngestStatistics::receivedBytes)
                .description("Bytes read from RTMP sockets")
                .register(registry);
        FunctionCounter.builder("sluice.rtmp.sent.bytes", statistics, IngestStatistics::sentBytes)
                .description("Bytes written to RTMP sockets")
                .register(registry);
        Gauge.builder("sluice.rtmp.paused.connections", statistics, IngestStatistics::paused)
                .description("Connections that are not read from now, because a decision is due")
                .register(registry);
        for (ConnectionState state : ConnectionState.values()) {
            Gauge.builder("sluice.rtmp.connections", statistics, totals -> totals.open(state))
                    .description("RTMP connections open now")
                    .tag("state", state.word())
                    .register(registry);
        }
        for (CloseReason reason : CloseReason.values()) {
            FunctionCounter.builder("sluice.rtmp.connections.closed", statistics, totals -> totals.closed(reason))
                    .description("RTMP connections closed, each with exactly one reason")
                    .tag("reason", reason.word())
                    .register(registry);
        }
        for (String kind : statistics.protocolErrorKinds()) {
            FunctionCounter.builder("sluice.rtmp.protocol.errors", statistics, totals -> totals.protocolErrors(kind))
                    .description("RTMP connections closed because their bytes were malformed")
                    .tag("kind", kind)
                    .register(registry);
        }
    }
}
