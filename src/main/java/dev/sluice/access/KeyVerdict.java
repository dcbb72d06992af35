package dev.sluice.access;

import dev.sluice.live.Authorization;
import dev.sluice.live.CloseReason;
import dev.sluice.live.StreamName;
import java.time.Instant;
import java.util.Optional;

/** What a stored key allows at a moment: the whole rule, without a database and a clock. */
public final class KeyVerdict {
    private KeyVerdict() {}

    /**
     * Judges the key that was found, or that none was.
     *
     * <p>A key that is not good yet is answered like one that is no longer good. The name comes last, so that only
     * the holder of a good key learns that the name was the fault.
     *
     * @param asked the name in the encoder's URL; empty when the key alone decides
     */
    public static Authorization of(Optional<KeyRecord> found, Optional<StreamName> asked, Instant now) {
        if (found.isEmpty()) {
            return new Authorization.Denied(CloseReason.KEY_UNKNOWN);
        }
        KeyRecord key = found.get();
        if (key.withdrawn()) {
            return new Authorization.Denied(CloseReason.KEY_REVOKED);
        }
        boolean early = key.notBefore().filter(now::isBefore).isPresent();
        boolean late = key.expires().filter(end -> !now.isBefore(end)).isPresent();
        if (early || late) {
            return new Authorization.Denied(CloseReason.KEY_EXPIRED);
        }
        if (asked.isPresent() && !asked.get().equals(key.stream().name())) {
            return new Authorization.Denied(CloseReason.NAME_MISMATCH);
        }
        return new Authorization.Granted(key.stream(), key.id(), key.expires());
    }
}
