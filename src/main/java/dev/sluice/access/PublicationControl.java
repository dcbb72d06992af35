package dev.sluice.access;

import dev.sluice.live.StreamName;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** What an operator can do to a publication, whichever replica holds it. */
public interface PublicationControl {
    /**
     * Ends the publication of a stream and refuses its key for {@code cooldown}; in the audit when a stored key was
     * refused.
     *
     * @return whether there was one; fails with {@link RegistryUnavailable} when nobody can be asked
     */
    CompletionStage<Boolean> kick(StreamName stream, Duration cooldown, Caller caller);
}
