package dev.sluice.admin.http;

import java.util.Locale;

/** The closed set of errors; docs/api.md lists them by their types. */
enum ProblemKind {
    INVALID_REQUEST(400, "The request is not valid"),
    MALFORMED_JSON(400, "The body is not JSON"),
    UNAUTHORIZED(401, "The admin token is missing or wrong"),
    TOKEN_MISSING(401, "Private"),
    TOKEN_REFUSED(403, "Token refused"),
    NOT_FOUND(404, "Not found"),
    NOT_LIVE(404, "Not live"),
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    NOT_ACCEPTABLE(406, "Not acceptable"),
    ALREADY_EXISTS(409, "Already exists"),
    TOO_MANY_KEYS(409, "Too many keys"),
    KEY_REVOKED(409, "The key is revoked"),
    NO_PLAYBACK_SECRET(409, "No playback secret"),
    PRECONDITION_FAILED(412, "Changed by someone else"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
    PRECONDITION_REQUIRED(428, "If-Match is required"),
    RATE_LIMITED(429, "Too many requests"),
    INTERNAL(500, "Internal error"),
    DATABASE_UNAVAILABLE(503, "The database does not answer"),
    TOO_MANY_LISTENERS(503, "Too many listeners");

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** A URN, so that nobody expects a page behind it. */
    String type() {
        return "urn:sluice:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }
}
