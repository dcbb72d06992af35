package dev.sluice.access.postgres;

import static dev.sluice.access.postgres.RegistryRows.STREAM_COLUMNS;

import dev.sluice.access.Caller;
import dev.sluice.access.Idempotency;
import dev.sluice.access.Outcome;
import dev.sluice.access.Outcome.Refusal;
import dev.sluice.access.StreamEntry;
import dev.sluice.access.StreamRegistry;
import dev.sluice.access.StreamSpec;
import dev.sluice.live.StreamName;
import dev.sluice.postgres.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;

/** The definitions of streams in the table {@code streams}. */
public final class PostgresStreamRegistry implements StreamRegistry {
    private static final String CALL = "stream.create";

    private static final String LIST =
            "SELECT " + STREAM_COLUMNS + " FROM streams WHERE $1::text IS NULL OR name > $1 ORDER BY name LIMIT $2";

    private static final String FIND = "SELECT " + STREAM_COLUMNS + " FROM streams WHERE name = $1";

    private static final String CREATE = """
            WITH made AS (
                INSERT INTO streams (name, title, visibility, takeover, max_bitrate, max_width, max_height,
                                     max_duration)
                SELECT $5::text, $6::text, $7::text, $8::text, $9::bigint, $10::integer, $11::integer, $12::integer
                 WHERE NOT EXISTS (SELECT FROM idempotency WHERE scope = $1::bytea)
                ON CONFLICT (name) DO NOTHING
                RETURNING *),
            told AS (
                INSERT INTO audit (action, object, address, request)
                SELECT 'stream.create', name, $3::text, $4::text FROM made),
            kept AS (
                INSERT INTO idempotency (scope, request, object)
                SELECT $1::bytea, $2::bytea, name FROM made WHERE $1::bytea IS NOT NULL)
            SELECT\s""" + STREAM_COLUMNS + " FROM made";

    private static final String CHANGE = """
            WITH made AS (
                UPDATE streams SET title = $5, visibility = $6, takeover = $7, max_bitrate = $8, max_width = $9,
                                   max_height = $10, max_duration = $11
                 WHERE name = $1 AND revision = $2
                RETURNING *),
            told AS (
                INSERT INTO audit (action, object, address, request)
                SELECT 'stream.change', name, $3::text, $4::text FROM made)
            SELECT\s""" + STREAM_COLUMNS + " FROM made";

    private static final String DELETE = """
            WITH gone AS (
                DELETE FROM streams WHERE name = $1 AND ($2::bigint IS NULL OR revision = $2) RETURNING name),
            told AS (
                INSERT INTO audit (action, object, address, request)
                SELECT 'stream.delete', name, $3::text, $4::text FROM gone)
            SELECT name FROM gone""";

    private final RegistryDatabase database;

    public PostgresStreamRegistry(Database database) {
        this.database = new RegistryDatabase(database);
    }

    @Override
    public CompletionStage<List<StreamEntry>> list(Optional<StreamName> after, int limit) {
        Tuple page = Tuple.tuple()
                .addValue(after.map(StreamName::value).orElse(null))
                .addInteger(limit);
        return database.ask(LIST, page)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(RegistryRows::stream)
                        .toList())
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Optional<StreamEntry>> find(StreamName name) {
        return entry(name.value()).toCompletionStage();
    }

    @Override
    public CompletionStage<Outcome<StreamEntry>> create(
            StreamName name, StreamSpec spec, Idempotency idempotency, Caller caller) {
        Tuple parameters = Tuple.tuple()
                .addValue(RegistryDatabase.scope(idempotency, CALL))
                .addBuffer(RegistryDatabase.request(idempotency))
                .addString(caller.address())
                .addString(caller.requestId())
                .addString(name.value());
        return database.create(
                        CREATE,
                        RegistryRows.addStream(parameters, spec),
                        idempotency,
                        CALL,
                        RegistryRows::stream,
                        this::entry,
                        () -> Future.succeededFuture(Refusal.EXISTS))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Outcome<StreamEntry>> change(
            StreamName name, StreamSpec spec, long revision, Caller caller) {
        Tuple parameters = Tuple.of(name.value(), revision, caller.address(), caller.requestId());
        return database.first(CHANGE, RegistryRows.addStream(parameters, spec), RegistryRows::stream)
                .compose(changed -> outcome(name, changed))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Outcome<StreamName>> delete(StreamName name, OptionalLong revision, Caller caller) {
        Tuple parameters = Tuple.tuple()
                .addString(name.value())
                .addValue(RegistryRows.orNull(revision))
                .addString(caller.address())
                .addString(caller.requestId());
        return database.first(DELETE, parameters, row -> name)
                .compose(gone -> outcome(name, gone))
                .toCompletionStage();
    }

    private Future<Optional<StreamEntry>> entry(String name) {
        return database.first(FIND, Tuple.of(name), RegistryRows::stream);
    }

    /** Nothing was changed: either there is nothing, or it is not as the caller thinks. */
    private <T> Future<Outcome<T>> outcome(StreamName name, Optional<T> changed) {
        if (changed.isPresent()) {
            return Future.succeededFuture(new Outcome.Done<>(changed.get()));
        }
        return entry(name.value())
                .map(there -> new Outcome.Refused<>(there.isPresent() ? Refusal.STALE : Refusal.NOT_FOUND));
    }
}
