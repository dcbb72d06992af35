package dev.sluice.access;

import dev.sluice.live.StreamName;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A key as it is stored: everything but its text, which is not.
 *
 * @param prefix what people may see of it, eight characters at most
 * @param imported from the replaced system, perhaps weak, to be rotated
 * @param revision grows with every change
 */
public record KeyEntry(
        UUID id,
        StreamName stream,
        KeySpec spec,
        String prefix,
        boolean imported,
        Instant created,
        Optional<Instant> revoked,
        Optional<Instant> lastUsed,
        long revision) {

    /** What the key is at {@code now}, in one word. */
    public KeyState state(Instant now) {
        if (revoked.isPresent()) {
            return KeyState.REVOKED;
        }
        if (spec.expires().filter(end -> !now.isBefore(end)).isPresent()) {
            return KeyState.EXPIRED;
        }
        if (spec.disabled()) {
            return KeyState.DISABLED;
        }
        return spec.notBefore().filter(now::isBefore).isPresent() ? KeyState.SCHEDULED : KeyState.ACTIVE;
    }
}
