package dev.sluice.access;

import dev.sluice.live.Authorization;
import dev.sluice.live.CloseReason;
import dev.sluice.live.GrantSource;
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
     * @param address the encoder's numeric address
     */
    public static Authorization of(Optional<KeyRecord> found, Optional<StreamName> asked, String address, Instant now) {
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
        if (!key.isFor(address)) {
            return new Authorization.Denied(CloseReason.SOURCE_DENIED);
        }
        if (asked.isPresent() && !asked.get().equals(key.stream().name())) {
            return new Authorization.Denied(CloseReason.NAME_MISMATCH);
        }
        if (now.isBefore(key.kick().until())) {
            return new Authorization.Denied(CloseReason.KICKED);
        }
        return new Authorization.Granted(
                key.stream(), key.id(), key.expires(), key.allowance(), GrantSource.STORED_KEY);
    }

    /**
     * Judges the key of a publication that is live: what it is granted now, or why it ends. A grant that no stored key
     * gave stays as it is.
     *
     * @param grant by what right it is published
     * @param epoch the publication's number
     */
    public static Authorization ofLive(
            Optional<KeyRecord> found, Authorization.Granted grant, long epoch, String address, Instant now) {
        if (grant.source() != GrantSource.STORED_KEY) {
            return grant;
        }
        Authorization verdict = of(found, Optional.of(grant.stream().name()), address, now);
        if (verdict instanceof Authorization.Denied denied) {
            boolean isKick = denied.reason() == CloseReason.KICKED;
            return isKick ? denied : new Authorization.Denied(CloseReason.KEY_WITHDRAWN);
        }
        boolean isKicked = found.filter(key -> key.kick().epoch() >= epoch).isPresent();
        return isKicked ? new Authorization.Denied(CloseReason.KICKED) : verdict;
    }
}
