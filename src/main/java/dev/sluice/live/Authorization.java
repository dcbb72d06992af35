package dev.sluice.live;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** The answer to a {@link PublishAttempt}. */
public sealed interface Authorization {
    /**
     * The key is good for this stream.
     *
     * @param expires when the key ends, if it does
     * @param allowance what stream and key allow the publication
     * @param source who decided, and can say later whether it still holds
     */
    record Granted(
            StreamDefinition stream, UUID keyId, Optional<Instant> expires, Allowance allowance, GrantSource source)
            implements Authorization {
        /** A grant without limits of its own that nobody looks at again. */
        public Granted(StreamDefinition stream, UUID keyId, Optional<Instant> expires) {
            this(stream, keyId, expires, Allowance.UNLIMITED, GrantSource.ELSEWHERE);
        }
    }

    /** A permanent refusal: the same attempt will fail again. */
    record Denied(CloseReason reason) implements Authorization {}

    /**
     * No answer could be had, which is a temporary fault.
     *
     * @param cause for the log; holds no secret
     */
    record Unavailable(String cause) implements Authorization {}
}
