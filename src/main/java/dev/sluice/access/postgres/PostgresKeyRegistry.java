package dev.sluice.access.postgres;

import dev.sluice.access.Caller;
import dev.sluice.access.Idempotency;
import dev.sluice.access.IssuedKey;
import dev.sluice.access.KeyDigest;
import dev.sluice.access.KeyEntry;
import dev.sluice.access.KeyId;
import dev.sluice.access.KeyRegistry;
import dev.sluice.access.KeySpec;
import dev.sluice.access.Outcome;
import dev.sluice.access.Outcome.Refusal;
import dev.sluice.access.StreamKeyFormat;
import dev.sluice.bytes.Secret;
import dev.sluice.live.StreamName;
import dev.sluice.postgres.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import java.util.stream.StreamSupport;

/** The keys of streams in the table {@code stream_keys}. */
public final class PostgresKeyRegistry implements KeyRegistry {
    private static final int PREFIX_CHARACTERS = 8;

    private final RegistryDatabase database;
    private final RandomGenerator random;
    private final InstantSource clock;

    /** {@code random} has to be a {@link java.security.SecureRandom} outside of tests. */
    public PostgresKeyRegistry(Database database, RandomGenerator random, InstantSource clock) {
        this.database = new RegistryDatabase(database);
        this.random = random;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Optional<List<KeyEntry>>> list(StreamName stream, Optional<UUID> after, int limit) {
        Tuple page = Tuple.tuple()
                .addString(stream.value())
                .addValue(after.orElse(null))
                .addInteger(limit);
        return database.ask(KeyStatements.LIST, page)
                .compose(rows -> rows.size() > 0
                        ? Future.succeededFuture(Optional.of(entries(rows)))
                        : database.first(
                                KeyStatements.STREAM_EXISTS, Tuple.of(stream.value()), row -> List.<KeyEntry>of()))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Optional<KeyEntry>> find(UUID id) {
        return entry(id).toCompletionStage();
    }

    @Override
    public CompletionStage<Outcome<IssuedKey>> create(
            StreamName stream, KeySpec spec, Idempotency idempotency, Caller caller) {
        String call = "key.create " + stream;
        Secret key = StreamKeyFormat.generate(random);
        Tuple parameters = parameters(idempotency, call, caller, key).addString(stream.value());
        return database.create(
                        KeyStatements.CREATE,
                        RegistryRows.addKey(parameters, spec),
                        idempotency,
                        call,
                        row -> new IssuedKey(RegistryRows.key(row), Optional.of(key)),
                        this::issuedBefore,
                        () -> database.first(KeyStatements.STREAM_EXISTS, Tuple.of(stream.value()), row -> stream)
                                .map(owner -> owner.isPresent() ? Refusal.TOO_MANY_KEYS : Refusal.NOT_FOUND))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Outcome<KeyEntry>> change(UUID id, KeySpec spec, long revision, Caller caller) {
        Tuple parameters = Tuple.of(id, revision, caller.address(), caller.requestId());
        return database.first(KeyStatements.CHANGE, RegistryRows.addKey(parameters, spec), RegistryRows::key)
                .compose(changed -> changed.map(PostgresKeyRegistry::done)
                        .orElseGet(() -> refusal(id, OptionalLong.of(revision)).map(Outcome.Refused::new)))
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Outcome<KeyEntry>> revoke(UUID id, OptionalLong revision, Caller caller) {
        Tuple parameters = Tuple.tuple()
                .addUUID(id)
                .addValue(RegistryRows.orNull(revision))
                .addString(caller.address())
                .addString(caller.requestId());
        return database.first(KeyStatements.REVOKE, parameters, RegistryRows::key)
                .compose(revoked -> revoked.isPresent() ? Future.succeededFuture(revoked) : entry(id))
                .map(PostgresKeyRegistry::revoked)
                .toCompletionStage();
    }

    @Override
    public CompletionStage<Outcome<IssuedKey>> rotate(
            UUID id,
            Duration overlap,
            Optional<Instant> expires,
            OptionalLong revision,
            Idempotency idempotency,
            Caller caller) {
        String call = "key.rotate " + id;
        Secret key = StreamKeyFormat.generate(random);
        Tuple parameters = parameters(idempotency, call, caller, key)
                .addUUID(id)
                .addValue(RegistryRows.orNull(revision))
                .addInteger((int) overlap.toSeconds())
                .addValue(RegistryRows.time(expires));
        return database.create(
                        KeyStatements.ROTATE,
                        parameters,
                        idempotency,
                        call,
                        row -> new IssuedKey(RegistryRows.key(row), Optional.of(key)),
                        this::issuedBefore,
                        () -> refusal(id, revision))
                .toCompletionStage();
    }

    /** What both statements that make a key begin with. */
    private Tuple parameters(Idempotency idempotency, String call, Caller caller, Secret key) {
        return Tuple.tuple()
                .addValue(RegistryDatabase.scope(idempotency, call))
                .addBuffer(RegistryDatabase.request(idempotency))
                .addString(caller.address())
                .addString(caller.requestId())
                .addUUID(KeyId.generate(clock.instant(), random))
                .addBuffer(Buffer.buffer(KeyDigest.of(key).toArray()))
                .addString(key.reveal().substring(0, PREFIX_CHARACTERS))
                .addInteger(MAX_KEYS);
    }

    private Future<Optional<IssuedKey>> issuedBefore(String id) {
        return entry(UUID.fromString(id)).map(found -> found.map(entry -> new IssuedKey(entry, Optional.empty())));
    }

    private Future<Optional<KeyEntry>> entry(UUID id) {
        return database.first(KeyStatements.FIND, Tuple.of(id), RegistryRows::key);
    }

    private static Future<Outcome<KeyEntry>> done(KeyEntry entry) {
        return Future.succeededFuture(new Outcome.Done<>(entry));
    }

    private static Outcome<KeyEntry> revoked(Optional<KeyEntry> found) {
        if (found.isEmpty()) {
            return new Outcome.Refused<>(Refusal.NOT_FOUND);
        }
        return found.get().revoked().isPresent()
                ? new Outcome.Done<>(found.get())
                : new Outcome.Refused<>(Refusal.STALE);
    }

    private Future<Refusal> refusal(UUID id, OptionalLong revision) {
        return entry(id).map(found -> {
            if (found.isEmpty()) {
                return Refusal.NOT_FOUND;
            }
            if (found.get().revoked().isPresent()) {
                return Refusal.REVOKED;
            }
            boolean stale =
                    revision.isPresent() && revision.getAsLong() != found.get().revision();
            return stale ? Refusal.STALE : Refusal.TOO_MANY_KEYS;
        });
    }

    private static List<KeyEntry> entries(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(RegistryRows::key)
                .toList();
    }
}
