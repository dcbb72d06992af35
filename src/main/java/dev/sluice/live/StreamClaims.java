package dev.sluice.live;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** One publication of a stream in the whole deployment. Never blocks and never completes exceptionally. */
public interface StreamClaims {
    /**
     * Takes the stream for this replica; empty when the store of claims cannot be asked.
     *
     * @param keyId the key that it is published with
     */
    CompletionStage<Optional<Claim>> claim(StreamName stream, UUID keyId);

    /** Gives the stream up, if this claim is still the newest. */
    void release(Claim claim);
}
