package dev.sluice.access;

/** What became of a change that was asked for. */
public sealed interface Outcome<T> {
    /** It was made, and this is what there is now. */
    record Done<T>(T value) implements Outcome<T> {}

    /** An earlier request with the same idempotency key made it. */
    record Repeated<T>(T value) implements Outcome<T> {}

    /** It was not made. */
    record Refused<T>(Refusal why) implements Outcome<T> {}

    /** Why a change was not made. */
    enum Refusal {
        NOT_FOUND,
        /** Another has that name. */
        EXISTS,
        /** Somebody else changed it meanwhile. */
        STALE,
        /** The stream has as many keys as it may have. */
        TOO_MANY_KEYS,
        /** The key is revoked, and nothing brings it back. */
        REVOKED,
        /** The idempotency key was used for another request. */
        KEY_REUSED
    }
}
