package dev.sluice.live;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** What an operator can do to a publication, whichever replica holds it. */
public interface PublicationControl {
    /**
     * Ends the publication of a stream and refuses its key for {@code cooldown}.
     *
     * @return whether there was one; fails when nobody can be asked
     */
    CompletionStage<Boolean> kick(StreamName stream, Duration cooldown);
}
