package dev.sluice.access.postgres;

import dev.sluice.access.Idempotency;
import dev.sluice.access.Outcome;
import dev.sluice.access.RegistryUnavailable;
import dev.sluice.postgres.Database;
import dev.sluice.postgres.DatabaseFailure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Statements of the registries. Each change is one statement that also writes its audit row, and so one transaction.
 *
 * <p>What a repeated create has made is found in the table {@code idempotency}. Rows are there for a day, and no more
 * than {@link #REMEMBERED} of them.
 */
final class RegistryDatabase {
    private static final String UNIQUE_VIOLATION = "23505";
    private static final int REMEMBERED = 10_000;

    private static final String FORGET = """
            DELETE FROM idempotency
             WHERE created < now() - interval '24 hours'
                OR scope IN (SELECT scope FROM idempotency ORDER BY created DESC OFFSET $1)""";

    private static final String REMEMBER = "SELECT request, object FROM idempotency WHERE scope = $1";

    private final Database database;

    RegistryDatabase(Database database) {
        this.database = database;
    }

    /** The rows, or {@link RegistryUnavailable}. */
    Future<RowSet<Row>> ask(String sql, Tuple parameters) {
        return database.ask(sql, parameters).recover(RegistryDatabase::unavailable);
    }

    /** The first row, if there is one. */
    <T> Future<Optional<T>> first(String sql, Tuple parameters, Function<Row, T> reader) {
        return ask(sql, parameters).map(rows -> firstOf(rows, reader));
    }

    /**
     * Runs a create.
     *
     * @param sql inserts a row into {@code idempotency} with what it makes, and makes nothing when one is there
     * @param found reads what an earlier request made, by its name
     * @param otherwise why nothing was made, when no earlier request made it
     */
    <T> Future<Outcome<T>> create(
            String sql,
            Tuple parameters,
            Idempotency idempotency,
            String call,
            Function<Row, T> made,
            Function<String, Future<Optional<T>>> found,
            Supplier<Future<Outcome.Refusal>> otherwise) {
        return forget(idempotency)
                .compose(ready -> database.ask(sql, parameters))
                .map(rows -> firstOf(rows, made))
                // Two requests with one key at once: the second finds what the first has written meanwhile.
                .recover(failure ->
                        isConflict(failure) ? Future.succeededFuture(Optional.empty()) : unavailable(failure))
                .compose(first -> first.isPresent()
                        ? Future.succeededFuture(new Outcome.Done<>(first.get()))
                        : repeated(idempotency, call, found, otherwise));
    }

    /** The scope of a create as its statement takes it: null when the client gave no key. */
    static @Nullable Buffer scope(Idempotency idempotency, String call) {
        return idempotency.key().isPresent() ? Buffer.buffer(idempotency.scope(call)) : null;
    }

    static Buffer request(Idempotency idempotency) {
        return Buffer.buffer(idempotency.requestDigest());
    }

    private Future<?> forget(Idempotency idempotency) {
        return idempotency.key().isPresent() ? ask(FORGET, Tuple.of(REMEMBERED)) : Future.succeededFuture();
    }

    private <T> Future<Outcome<T>> repeated(
            Idempotency idempotency,
            String call,
            Function<String, Future<Optional<T>>> found,
            Supplier<Future<Outcome.Refusal>> otherwise) {
        Tuple scope = Tuple.tuple().addValue(scope(idempotency, call));
        return ask(REMEMBER, scope).compose(rows -> {
            Iterator<Row> row = rows.iterator();
            if (!row.hasNext()) {
                return otherwise.get().map(Outcome.Refused::new);
            }
            Row earlier = row.next();
            if (!earlier.getBuffer("request").equals(request(idempotency))) {
                return Future.succeededFuture(new Outcome.Refused<>(Outcome.Refusal.KEY_REUSED));
            }
            return found.apply(earlier.getString("object"))
                    .map(value -> value.<Outcome<T>>map(Outcome.Repeated::new)
                            .orElseGet(() -> new Outcome.Refused<>(Outcome.Refusal.NOT_FOUND)));
        });
    }

    private static <T> Optional<T> firstOf(RowSet<Row> rows, Function<Row, T> reader) {
        Iterator<Row> row = rows.iterator();
        return row.hasNext() ? Optional.of(reader.apply(row.next())) : Optional.empty();
    }

    private static boolean isConflict(Throwable failure) {
        return failure instanceof DatabaseFailure known && known.sqlState().equals(UNIQUE_VIOLATION);
    }

    private static <T> Future<T> unavailable(Throwable failure) {
        return Future.failedFuture(new RegistryUnavailable(String.valueOf(failure.getMessage())));
    }
}
