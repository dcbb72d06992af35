package dev.sluice.access;

import java.util.Locale;

/** How a check of a key ended; the closed set behind the label {@code outcome} of {@code sluice_auth_seconds}. */
public enum AuthOutcome {
    ALLOWED,
    /** Allowed by an answer of the last minute while the database was away. */
    CACHED,
    DENIED,
    EXPIRED,
    REVOKED,
    NAME_MISMATCH,
    /** No connection was free in time. */
    BUSY,
    RATE_LIMITED,
    DB_TIMEOUT,
    DB_ERROR,
    /** The HTTP authoriser gave no answer in time. */
    HTTP_TIMEOUT,
    HTTP_ERROR;

    /** The label's value. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
