package dev.sluice.access.postgres;

import dev.sluice.access.Caller;
import dev.sluice.access.KeyDigest;
import dev.sluice.access.KeyRecord;
import dev.sluice.access.Network;
import dev.sluice.live.Allowance;
import dev.sluice.live.CodecFamily;
import dev.sluice.live.StreamDefinition;
import dev.sluice.live.StreamName;
import dev.sluice.live.TakeoverPolicy;
import dev.sluice.live.Visibility;
import dev.sluice.postgres.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements of the publish path on {@code streams} and {@code stream_keys}. */
final class KeyTable {
    /** Stream and key in one row; {@code least} ignores what is NULL, so the smaller limit counts. */
    private static final String SELECT = """
            SELECT k.id, k.not_before, k.expires, k.disabled OR k.revoked IS NOT NULL AS withdrawn, k.last_used,
                   k.sources::text[] AS sources, k.codecs, k.kicked_epoch, k.kicked_until,
                   least(k.max_bitrate, s.max_bitrate) AS max_bitrate,
                   least(k.max_width, s.max_width) AS max_width,
                   least(k.max_height, s.max_height) AS max_height,
                   least(k.max_duration, s.max_duration) AS max_duration,
                   s.name, s.title, s.visibility, s.takeover
              FROM stream_keys k JOIN streams s ON s.name = k.stream
             WHERE""";

    /** The one query of a publish: by the unique index on the digest. */
    private static final String FIND = SELECT + " k.digest = $1";

    /** The poll: by primary keys. */
    private static final String FIND_ALL = SELECT + " k.id = ANY($1)";

    /** Whom: the key that the newest claim is held with; a claim that was given up has none. */
    private static final String KICK = """
            WITH made AS (
                UPDATE stream_keys AS k
                   SET kicked_epoch = c.epoch, kicked_until = now() + make_interval(secs => $2::int)
                  FROM stream_claims c
                 WHERE c.stream = $1 AND k.id = c.key_id
                RETURNING k.id),
            told AS (
                INSERT INTO audit (action, object, address, request)
                SELECT 'stream.kick', $1, $3::text, $4::text FROM made)
            SELECT id FROM made""";

    private static final String ANY_IMPORTED = "SELECT EXISTS (SELECT FROM stream_keys WHERE imported)";

    private static final String USED = """
            UPDATE stream_keys SET last_used = now()
             WHERE id = $1 AND (last_used IS NULL OR last_used < now() - interval '1 minute')""";

    private static final Duration USED_PERIOD = Duration.ofMinutes(1);

    private final Database database;

    /** A key as found, and when it was last used as the table has it. */
    record Found(KeyRecord key, Optional<Instant> lastUsed) {
        boolean usedLongBefore(Instant now) {
            return lastUsed.map(used -> used.plus(USED_PERIOD).isBefore(now)).orElse(true);
        }
    }

    KeyTable(Database database) {
        this.database = database;
    }

    Future<Optional<Found>> find(KeyDigest digest) {
        return database.ask(FIND, Tuple.of(Buffer.buffer(digest.toArray()))).map(rows -> {
            Iterator<Row> row = rows.iterator();
            return row.hasNext() ? Optional.of(read(row.next())) : Optional.empty();
        });
    }

    /** What is known of these keys; those that are not there are missing. */
    Future<Map<UUID, KeyRecord>> findAll(Collection<UUID> ids) {
        Tuple parameters = Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new));
        return database.ask(FIND_ALL, parameters).map(rows -> {
            Map<UUID, KeyRecord> found = new HashMap<>();
            rows.forEach(row -> found.put(row.getUUID("id"), read(row).key()));
            return found;
        });
    }

    /** Refuses the key of a live stream for a while; empty when nobody publishes the stream. */
    Future<Optional<UUID>> kick(StreamName stream, Duration cooldown, Caller caller) {
        Tuple parameters = Tuple.of(stream.value(), (int) cooldown.toSeconds(), caller.address(), caller.requestId());
        return database.ask(KICK, parameters)
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getUUID(0)));
    }

    Future<Boolean> anyImported() {
        return database.ask(ANY_IMPORTED, Tuple.tuple())
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** Fire and forget: that a key was used a while ago is not worth refusing a publisher. */
    void used(UUID key) {
        var unused = database.ask(USED, Tuple.of(key));
    }

    private static Found read(Row row) {
        StreamDefinition stream = new StreamDefinition(
                new StreamName(row.getString("name")),
                row.getString("title"),
                Visibility.valueOf(row.getString("visibility").toUpperCase(Locale.ROOT)),
                TakeoverPolicy.valueOf(row.getString("takeover").toUpperCase(Locale.ROOT)));
        KeyRecord key = new KeyRecord(
                row.getUUID("id"),
                stream,
                time(row, "not_before"),
                time(row, "expires"),
                row.getBoolean("withdrawn"),
                Stream.of(row.getArrayOfStrings("sources"))
                        .map(network -> Network.parse(network).orElseThrow())
                        .toList(),
                allowance(row),
                new KeyRecord.Kick(
                        row.getLong("kicked_epoch"), time(row, "kicked_until").orElse(Instant.MIN)));
        return new Found(key, time(row, "last_used"));
    }

    private static Allowance allowance(Row row) {
        return new Allowance(
                Objects.requireNonNullElse(row.getLong("max_bitrate"), Long.MAX_VALUE),
                Objects.requireNonNullElse(row.getInteger("max_width"), Integer.MAX_VALUE),
                Objects.requireNonNullElse(row.getInteger("max_height"), Integer.MAX_VALUE),
                Duration.ofSeconds(Objects.requireNonNullElse(row.getInteger("max_duration"), 0)),
                Stream.of(row.getArrayOfStrings("codecs"))
                        .map(word -> CodecFamily.parse(word).orElseThrow())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    private static Optional<Instant> time(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }
}
