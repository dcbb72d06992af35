package dev.sluice.app;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * UP when new encoders and viewers should be sent here: listening, and the volume took files once and has not refused
 * them for half a minute as a wrong mount or owner does. The database, a full volume and one that hangs are shown but
 * do not decide: a fault that all replicas share must not empty the Service.
 */
@Readiness
@Singleton
final class ReadyCheck implements HealthCheck {
    private final Gate gate;

    ReadyCheck(Gate gate) {
        this.gate = gate;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("gate")
                .status(gate.isListening() && gate.isVolumeUsable())
                .withData("rtmp", gate.rtmpAddress())
                .withData("liveStreams", gate.liveStreams())
                .withData("volume", gate.volumeState())
                .withData("database", gate.isDatabaseUp() ? "up" : "down")
                .build();
    }
}
