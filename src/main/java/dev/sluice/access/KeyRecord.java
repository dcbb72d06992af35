package dev.sluice.access;

import dev.sluice.live.StreamDefinition;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A stored key with the stream that it publishes on.
 *
 * @param notBefore from when the key is good, inclusive
 * @param expires from when it is no longer good, inclusive
 * @param withdrawn whether it was revoked or is disabled
 */
public record KeyRecord(
        UUID id, StreamDefinition stream, Optional<Instant> notBefore, Optional<Instant> expires, boolean withdrawn) {}
