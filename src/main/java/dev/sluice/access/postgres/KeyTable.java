package dev.sluice.access.postgres;

import dev.sluice.access.KeyDigest;
import dev.sluice.access.KeyRecord;
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
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The statements of the publish path on {@code streams} and {@code stream_keys}. */
final class KeyTable {
    /** The one query of a publish: by the unique index on the digest, stream and key in one row. */
    private static final String FIND = """
            SELECT k.id, k.not_before, k.expires, k.disabled OR k.revoked IS NOT NULL AS withdrawn, k.last_used,
                   s.name, s.title, s.visibility, s.takeover
              FROM stream_keys k JOIN streams s ON s.name = k.stream
             WHERE k.digest = $1""";

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
                row.getUUID("id"), stream, time(row, "not_before"), time(row, "expires"), row.getBoolean("withdrawn"));
        return new Found(key, time(row, "last_used"));
    }

    private static Optional<Instant> time(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }
}
