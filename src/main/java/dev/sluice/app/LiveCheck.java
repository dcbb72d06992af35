package dev.sluice.app;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** UP while every event loop runs its tasks: what a restart would mend, and nothing else. */
@Liveness
@Singleton
final class LiveCheck implements HealthCheck {
    private final Gate gate;

    LiveCheck(Gate gate) {
        this.gate = gate;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("event-loops")
                .status(gate.areLoopsAlive())
                .build();
    }
}
