package dev.sluice.access;

import dev.sluice.live.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * The keys of streams. Stages complete on any thread, exceptionally with {@link RegistryUnavailable}; every change is
 * in the audit when its stage has completed.
 */
public interface KeyRegistry {
    /** So many keys that are not revoked may a stream have. */
    int MAX_KEYS = 32;

    /** Up to {@code limit} keys by id, from the one behind {@code after} on; empty when there is no such stream. */
    CompletionStage<Optional<List<KeyEntry>>> list(StreamName stream, Optional<UUID> after, int limit);

    CompletionStage<Optional<KeyEntry>> find(UUID id);

    CompletionStage<Outcome<IssuedKey>> create(StreamName stream, KeySpec spec, Idempotency idempotency, Caller caller);

    /** Replaces what may be changed if the key is still at {@code revision} and not revoked. */
    CompletionStage<Outcome<KeyEntry>> change(UUID id, KeySpec spec, long revision, Caller caller);

    /** Takes the key away for ever; done too when it was before. */
    CompletionStage<Outcome<KeyEntry>> revoke(UUID id, OptionalLong revision, Caller caller);

    /**
     * Makes another key like this one, which ends after {@code overlap}, at once when that is zero.
     *
     * @param expires the end of the new key; empty gives it as long a life as the old one was made with
     */
    CompletionStage<Outcome<IssuedKey>> rotate(
            UUID id,
            Duration overlap,
            Optional<Instant> expires,
            OptionalLong revision,
            Idempotency idempotency,
            Caller caller);
}
