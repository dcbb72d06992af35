package dev.sluice.conformance;

import java.time.Instant;
import java.util.Optional;

/**
 * A playlist as it was received.
 *
 * @param receivedNanos on a clock that only rises
 * @param serverDate of the answer's Date, whole seconds
 */
record Version(MediaPlaylist playlist, String text, long receivedNanos, Optional<Instant> serverDate) {
    double secondsSince(Version earlier) {
        return (receivedNanos - earlier.receivedNanos) / 1e9;
    }
}
