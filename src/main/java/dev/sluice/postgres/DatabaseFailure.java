package dev.sluice.postgres;

import io.vertx.pgclient.PgException;
import java.util.Optional;

/** The database gave no answer. Its message is for the log: it names the cause and holds no parameter of a query. */
public final class DatabaseFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** What the caller has to know. */
    public enum Kind {
        /** No connection was free in time; the database may be well. */
        BUSY,
        /** The statement took too long. */
        TIMEOUT,
        /** There is no connection, or it broke. */
        CONNECTION,
        /** The database refused: a table or a right is missing, the password is wrong, the server is read-only. */
        REFUSED
    }

    private final Kind kind;
    private final String sqlState;
    private final boolean passedOn;

    private DatabaseFailure(Kind kind, String sqlState, String message, boolean passedOn) {
        super(message, null, false, false);
        this.kind = kind;
        this.sqlState = sqlState;
        this.passedOn = passedOn;
    }

    DatabaseFailure(Kind kind, String sqlState, String message) {
        this(kind, sqlState, message, false);
    }

    static DatabaseFailure busy() {
        return new DatabaseFailure(Kind.BUSY, "", "no database connection was free in time");
    }

    static DatabaseFailure timeout() {
        return new DatabaseFailure(Kind.TIMEOUT, "", "the database did not answer in time");
    }

    /** Classifies what the client reported: SQLSTATE class 08 and 57P01…57P03 are lost connections, 57014 a timeout. */
    static DatabaseFailure of(Throwable cause) {
        if (cause instanceof DatabaseFailure known) {
            return known;
        }
        if (cause instanceof PgException refused) {
            String state = Optional.ofNullable(refused.getSqlState()).orElse("");
            return new DatabaseFailure(
                    kindOf(state),
                    state,
                    "SQLSTATE " + state + ": "
                            + Optional.ofNullable(refused.getErrorMessage()).orElse(""));
        }
        String text =
                Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName());
        return new DatabaseFailure(Kind.CONNECTION, "", text);
    }

    private static Kind kindOf(String state) {
        if (state.equals("57014")) {
            return Kind.TIMEOUT;
        }
        // 53300: too many connections; the next attempt may find one.
        if (state.startsWith("53")) {
            return Kind.BUSY;
        }
        return state.startsWith("08") || state.startsWith("57P") ? Kind.CONNECTION : Kind.REFUSED;
    }

    public Kind kind() {
        return kind;
    }

    /** Five characters, or empty when the server did not speak. */
    public String sqlState() {
        return sqlState;
    }

    /** The same fault for a statement that lost its connection because another one met it. */
    DatabaseFailure passedOn() {
        return new DatabaseFailure(kind, sqlState, String.valueOf(getMessage()), true);
    }

    /** Whether a second attempt, on a connection of its own, may well succeed at once. */
    boolean worthRetry() {
        return passedOn || staleConnections();
    }

    /** Whether the pool's connections lead to a server that is gone or was demoted (25006: read-only). */
    boolean staleConnections() {
        return kind == Kind.CONNECTION || sqlState.equals("25006");
    }
}
