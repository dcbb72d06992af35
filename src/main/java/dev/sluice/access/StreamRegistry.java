package dev.sluice.access;

import dev.sluice.live.StreamName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * The definitions of streams. Stages complete on any thread, exceptionally with {@link RegistryUnavailable}; every
 * change is in the audit when its stage has completed.
 */
public interface StreamRegistry {
    /** Up to {@code limit} streams by name, from the one behind {@code after} on. */
    CompletionStage<List<StreamEntry>> list(Optional<StreamName> after, int limit);

    CompletionStage<Optional<StreamEntry>> find(StreamName name);

    CompletionStage<Outcome<StreamEntry>> create(
            StreamName name, StreamSpec spec, Idempotency idempotency, Caller caller);

    /** Replaces the definition if it is still at {@code revision}. */
    CompletionStage<Outcome<StreamEntry>> change(StreamName name, StreamSpec spec, long revision, Caller caller);

    /** Deletes stream and keys; {@code revision} where the caller insists on the state that it saw. */
    CompletionStage<Outcome<StreamName>> delete(StreamName name, OptionalLong revision, Caller caller);
}
