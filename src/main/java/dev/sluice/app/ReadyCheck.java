package dev.sluice.app;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * UP when new encoders and viewers should be sent here: listening, and the volume can be written. The database is shown
 * but does not decide: a fault that all replicas share must not empty the Service.
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
                .status(gate.isListening() && gate.isVolumeWritable())
                .withData("rtmp", gate.rtmpAddress())
                .withData("liveStreams", gate.liveStreams())
                .withData("volume", gate.isVolumeWritable() ? "writable" : "not writable")
                .withData("database", gate.isDatabaseUp() ? "up" : "down")
                .build();
    }
}
