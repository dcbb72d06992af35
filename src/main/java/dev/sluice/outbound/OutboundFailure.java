package dev.sluice.outbound;

import io.vertx.core.http.ConnectionPoolTooBusyException;

/** A request got no answer. The message is for the log: it names host and port, never the path or the body. */
public final class OutboundFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** What the caller has to know. */
    public enum Kind {
        /** The whole exchange took too long. */
        TIMEOUT,
        /** Too many requests wait already. */
        BUSY,
        /** The host's address, or the way to it, is not allowed. */
        FORBIDDEN,
        /** There is no connection, or it broke, or what came was not HTTP, or too much. */
        CONNECTION
    }

    private final Kind kind;

    OutboundFailure(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** Classifies what the client reported. */
    static OutboundFailure of(Target target, Throwable cause) {
        if (cause instanceof OutboundFailure known) {
            return known;
        }
        return cause instanceof ConnectionPoolTooBusyException
                ? new OutboundFailure(Kind.BUSY, "too many requests to " + target + " wait")
                : new OutboundFailure(
                        Kind.CONNECTION,
                        target + " could not be asked: " + cause.getClass().getSimpleName());
    }

    public Kind kind() {
        return kind;
    }
}
