package dev.sluice.access;

import dev.sluice.live.CodecFamily;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an operator decides about a key and may change.
 *
 * @param label for people, 100 characters at most
 * @param notBefore from when the key is good, inclusive
 * @param expires from when it is no longer good, inclusive; after {@code notBefore}
 * @param disabled for a while, unlike revoked
 * @param sources where encoders may connect from; empty is anywhere
 * @param codecs what may be published; empty is everything
 */
public record KeySpec(
        String label,
        Optional<Instant> notBefore,
        Optional<Instant> expires,
        boolean disabled,
        List<Network> sources,
        List<CodecFamily> codecs,
        MediaLimits limits) {
    public static final int MAX_LABEL = 100;
    public static final int MAX_SOURCES = 32;

    /** What a key is when nothing else is said. */
    public static final KeySpec DEFAULT =
            new KeySpec("", Optional.empty(), Optional.empty(), false, List.of(), List.of(), MediaLimits.NONE);

    public KeySpec {
        sources = List.copyOf(sources);
        codecs = List.copyOf(codecs);
    }

    /** Whether the key is good at some time at all. */
    public boolean isPossible() {
        return notBefore.isEmpty() || expires.isEmpty() || notBefore.get().isBefore(expires.get());
    }
}
