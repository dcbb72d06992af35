package dev.sluice.app;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** UP when the configuration is valid and the listeners are bound; says nothing of the database. */
@Startup
@Singleton
final class StartedCheck implements HealthCheck {
    private final Gate gate;

    StartedCheck(Gate gate) {
        this.gate = gate;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("listeners").status(gate.isListening()).build();
    }
}
