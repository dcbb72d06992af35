package dev.sluice.app;

import dev.sluice.bytes.Secret;
import java.util.Optional;

/**
 * What the administration is limited to.
 *
 * @param token opens it; empty where none is configured
 * @param callsPerSecond calls with the right token that are served
 * @param maxListeners who may listen to events at once
 */
public record AdminSettings(Optional<Secret> token, int callsPerSecond, int maxListeners) {
    /** A shorter token gives a warning. */
    static final int GOOD_TOKEN = 24;
}
