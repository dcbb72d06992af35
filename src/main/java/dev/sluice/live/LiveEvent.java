package dev.sluice.live;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that happened to a stream or a publisher, for operators.
 *
 * @param number grows from event to event, also over a restart
 * @param stream empty when a publisher was refused before its stream was known
 * @param reason a {@link CloseReason#word}, where a connection ended
 * @param address the encoder's, where one is concerned
 * @param text one sentence
 */
public record LiveEvent(
        long number,
        Instant at,
        Kind kind,
        Optional<StreamName> stream,
        Optional<String> reason,
        Optional<String> address,
        String text) {

    /** The closed set of what may happen. */
    public enum Kind {
        PUBLISHED,
        ENDED,
        REFUSED,
        TAKEN_OVER,
        /** The encoder's time stamps jumped. */
        DISCONTINUITY,
        /** What an encoder sends harms its viewers. */
        WARNING;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
