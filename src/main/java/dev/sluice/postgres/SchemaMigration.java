package dev.sluice.postgres;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/**
 * Brings the schema up to date when the database answers, however late that is: a start never waits for it.
 *
 * <p>Runs on a worker thread; Flyway holds an advisory lock, so replicas may all try at once. Tries again after 0.2 s,
 * then ever later, up to 5 s, with jitter. One log line for each new cause of failure.
 */
public final class SchemaMigration {
    /** Every migration, in order: class path scanning depends on how the program is packaged, a list does not. */
    static final List<String> FILES =
            List.of("V1__streams_and_keys.sql", "V2__limits_and_notice.sql", "V3__administration.sql");

    static final String FOLDER = "db/migration/";

    private static final Logger LOG = Logger.getLogger(SchemaMigration.class);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** How far it is. */
    public enum State {
        /** The database has not answered yet, or refused; {@link SchemaMigration} will try again. */
        WAITING,
        DONE,
        /** Given up, because the service ends. */
        CLOSED
    }

    private final Vertx vertx;
    private final DatabaseAddress address;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile State state = State.WAITING;
    private String lastCause = "";

    public SchemaMigration(Vertx vertx, DatabaseAddress address) {
        this.vertx = vertx;
        this.address = address;
    }

    /** Begins in the background; the stage completes when the schema is up to date, and never exceptionally. */
    public CompletionStage<Void> start() {
        attempt(FIRST_PAUSE_MILLIS);
        return done.minimalCompletionStage();
    }

    public State state() {
        return state;
    }

    /** Stops trying; an attempt under way ends by itself. */
    public void close() {
        state = state == State.DONE ? State.DONE : State.CLOSED;
    }

    private void attempt(long pauseMillis) {
        vertx.<Integer>executeBlocking(this::migrate, false).onComplete(attempt -> {
            if (attempt.succeeded()) {
                state = State.DONE;
                LOG.infof("The database schema is up to date; %d migrations were applied.", attempt.result());
                done.complete(null);
            } else if (state == State.WAITING) {
                report(attempt.cause());
                long jittered = pauseMillis / 2 + ThreadLocalRandom.current().nextLong(pauseMillis / 2 + 1);
                long next = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
                vertx.setTimer(Math.max(1, jittered), id -> attempt(next));
            }
        });
    }

    private int migrate() throws IOException {
        return Flyway.configure(SchemaMigration.class.getClassLoader())
                .dataSource(
                        withTimeouts(address.jdbcUrl()),
                        address.user(),
                        address.currentPassword().reveal())
                .resourceProvider(new PackagedMigrations(FOLDER, FILES))
                .encoding(StandardCharsets.UTF_8)
                .connectRetries(0)
                .load()
                .migrate()
                .migrationsExecuted;
    }

    /** Seconds; a server that accepts and says nothing must not hold the worker. */
    private static String withTimeouts(String jdbcUrl) {
        return jdbcUrl + (jdbcUrl.contains("?") ? "&" : "?") + "connectTimeout=3&loginTimeout=3&socketTimeout=60";
    }

    private void report(Throwable failure) {
        String cause = sqlCause(failure).map(SchemaMigration::describe).orElseGet(() -> firstLine(failure));
        if (!cause.equals(lastCause)) {
            lastCause = cause;
            LOG.warnf("The database schema could not be brought up to date yet: %s", cause);
        }
    }

    private static Optional<SQLException> sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    private static String describe(SQLException failure) {
        return "SQLSTATE " + failure.getSQLState() + ": " + firstLine(failure);
    }

    private static String firstLine(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        String kind =
                failure instanceof FlywayException ? "" : failure.getClass().getSimpleName() + ": ";
        return kind + text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    }
}
