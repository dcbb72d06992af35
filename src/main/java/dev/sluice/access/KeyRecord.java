package dev.sluice.access;

import dev.sluice.live.Allowance;
import dev.sluice.live.StreamDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A stored key with the stream that it publishes on.
 *
 * @param notBefore from when the key is good, inclusive
 * @param expires from when it is no longer good, inclusive
 * @param withdrawn whether it was revoked or is disabled
 * @param sources networks that encoders may come from; empty for anywhere
 * @param allowance what stream and key together allow
 * @param kick what the last kick left
 */
public record KeyRecord(
        UUID id,
        StreamDefinition stream,
        Optional<Instant> notBefore,
        Optional<Instant> expires,
        boolean withdrawn,
        List<Network> sources,
        Allowance allowance,
        Kick kick) {
    public KeyRecord {
        sources = List.copyOf(sources);
    }

    /**
     * An operator ended a publication of this key.
     *
     * @param epoch publications up to this one are to end; 0 without a kick
     * @param until the key is refused before; in the past when that is over
     */
    public record Kick(long epoch, Instant until) {
        public static final Kick NONE = new Kick(0, Instant.MIN);
    }

    /** Whether an encoder may come from this numeric address. */
    boolean isFor(String address) {
        return sources.isEmpty() || sources.stream().anyMatch(network -> network.contains(address));
    }
}
