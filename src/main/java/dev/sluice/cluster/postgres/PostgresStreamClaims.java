package dev.sluice.cluster.postgres;

import dev.sluice.live.Claim;
import dev.sluice.live.StreamClaims;
import dev.sluice.live.StreamName;
import dev.sluice.postgres.Database;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Claims as rows of {@code stream_claims}: whoever claims last has the highest epoch, and the one before learns it at
 * the next renewal.
 *
 * <p>A claim never fails because another replica holds the stream: whether a takeover is allowed is decided before.
 * While the database is away the holder goes on; it is told of its loss when the database is back.
 */
public final class PostgresStreamClaims implements StreamClaims {
    private static final long RENEWAL_MILLIS = 5_000;

    /** The floor is the highest epoch that this replica knows, in case a failover lost the row. */
    private static final String CLAIM = """
            INSERT INTO stream_claims AS held (stream, epoch, owner, address, key_id)
            VALUES ($1, $2::bigint + 1, $3, $4, $5)
            ON CONFLICT (stream) DO UPDATE
               SET epoch = greatest(held.epoch, $2::bigint) + 1, owner = $3, address = $4,
                   key_id = $5, claimed_at = now(), renewed_at = now()
            RETURNING epoch""";

    private static final String RENEW = """
            UPDATE stream_claims AS held SET renewed_at = now()
              FROM unnest($2::text[], $3::bigint[]) AS mine (stream, epoch)
             WHERE held.owner = $1 AND held.stream = mine.stream AND held.epoch = mine.epoch
            RETURNING held.stream, held.epoch""";

    /** The row stays: its epoch must not be used again. */
    private static final String RELEASE = """
            UPDATE stream_claims SET owner = NULL, address = NULL, key_id = NULL, renewed_at = now()
             WHERE owner = $1 AND stream = $2 AND epoch = $3""";

    private final Vertx vertx;
    private final Database database;
    private final String owner;
    private final String address;
    private final Consumer<Claim> lost;
    private final Map<StreamName, Claim> held = new ConcurrentHashMap<>();
    /** Grows with the streams that were published here, which operators make: no client can fill it. */
    private final Map<StreamName, Long> floors = new ConcurrentHashMap<>();

    private volatile long timer = -1;

    /**
     * Claims for one replica.
     *
     * @param owner the replica's name, different at each start
     * @param address {@code address:port} where other replicas reach this one
     * @param lost told, on any thread, of a claim that another replica has overtaken
     */
    public PostgresStreamClaims(Vertx vertx, Database database, String owner, String address, Consumer<Claim> lost) {
        this.vertx = vertx;
        this.database = database;
        this.owner = owner;
        this.address = address;
        this.lost = lost;
    }

    /** Begins to renew what is held, every 5 s. */
    public void start() {
        timer = vertx.setPeriodic(RENEWAL_MILLIS, id -> renew());
    }

    /** Gives up all claims and renews no more. */
    public void close() {
        vertx.cancelTimer(timer);
        held.values().forEach(this::release);
    }

    @Override
    public CompletionStage<Optional<Claim>> claim(StreamName stream, UUID keyId) {
        Tuple parameters = Tuple.of(stream.value(), floors.getOrDefault(stream, 0L), owner, address, keyId);
        return database.ask(CLAIM, parameters)
                .map(rows -> Optional.of(hold(stream, rows.iterator().next().getLong(0))))
                .otherwise(Optional.empty())
                .toCompletionStage();
    }

    @Override
    public void release(Claim claim) {
        held.remove(claim.stream(), claim);
        var unused = database.ask(RELEASE, Tuple.of(owner, claim.stream().value(), claim.epoch()));
    }

    private Claim hold(StreamName stream, long epoch) {
        Claim claim = new Claim(stream, epoch);
        floors.merge(stream, epoch, Math::max);
        // Two claims of one stream may be answered out of order; the higher epoch is the newer one.
        held.merge(stream, claim, (one, other) -> one.epoch() > other.epoch() ? one : other);
        return claim;
    }

    /** One statement for all rows of this replica. */
    void renew() {
        Claim[] claims = held.values().toArray(Claim[]::new);
        if (claims.length == 0) {
            return;
        }
        String[] streams = new String[claims.length];
        Long[] epochs = new Long[claims.length];
        for (int i = 0; i < claims.length; i++) {
            streams[i] = claims[i].stream().value();
            epochs[i] = claims[i].epoch();
        }
        Tuple parameters =
                Tuple.tuple().addString(owner).addArrayOfString(streams).addArrayOfLong(epochs);
        var unused = database.ask(RENEW, parameters).onSuccess(rows -> dropOvertaken(claims, rows));
    }

    private void dropOvertaken(Claim[] asked, RowSet<Row> renewed) {
        Set<Claim> stillMine = new HashSet<>();
        for (Row row : renewed) {
            stillMine.add(new Claim(new StreamName(row.getString(0)), row.getLong(1)));
        }
        for (Claim claim : asked) {
            if (!stillMine.contains(claim) && held.remove(claim.stream(), claim)) {
                lost.accept(claim);
            }
        }
    }
}
