package dev.sluice.live;

import java.time.Instant;

/** The answer to somebody who wants to watch. */
public sealed interface Playback {
    /** Anybody may. */
    record Open() implements Playback {}

    /** The token is good. */
    record Granted(Instant expires) implements Playback {}

    /** No. */
    record Refused(Why why) implements Playback {}

    /** What a refusal is for; a token is wrong in one way only, so that trying learns nothing. */
    enum Why {
        /** Nothing is known of such a stream, and no token was shown. */
        STREAM_UNKNOWN,
        /** The stream is private, and no token was shown. */
        TOKEN_MISSING,
        /** The token is not good: form, signature, stream, time, address. */
        TOKEN_REFUSED
    }
}
