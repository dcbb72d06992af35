package dev.sluice.access.postgres;

import dev.sluice.access.StreamVisibilities;
import dev.sluice.live.StreamName;
import dev.sluice.live.Visibility;
import dev.sluice.postgres.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Keeps {@link StreamVisibilities} as the database has them: all streams at first, after a loss of notices and twice a
 * minute, single ones when a notice names them. One statement at a time, so that no older answer overtakes a newer.
 */
final class VisibilityWatch {
    private static final int PAGE = 10_000;
    private static final long ALL_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final String PAGE_OF_ALL =
            "SELECT name, visibility FROM streams WHERE name > $1 ORDER BY name LIMIT " + PAGE;
    private static final String SOME = "SELECT name, visibility FROM streams WHERE name = ANY($1)";

    private final Database database;
    private final StreamVisibilities visibilities;
    private final Set<StreamName> named = new HashSet<>();
    private boolean all = true;
    private long allAtNanos;
    private boolean asking;

    VisibilityWatch(Database database, StreamVisibilities visibilities) {
        this.database = database;
        this.visibilities = visibilities;
    }

    /** Something about this stream changed. */
    synchronized void changed(StreamName stream) {
        if (named.size() < PAGE) {
            named.add(stream);
        } else {
            all = true;
        }
        ask(System.nanoTime());
    }

    /** Notices were lost. */
    synchronized void missed() {
        all = true;
        ask(System.nanoTime());
    }

    /** Time passes. */
    synchronized void tick(long nowNanos) {
        all |= nowNanos - allAtNanos > ALL_NANOS;
        ask(nowNanos);
    }

    private void ask(long nowNanos) {
        if (asking || (!all && named.isEmpty())) {
            return;
        }
        asking = true;
        Set<StreamName> some = Set.copyOf(named);
        named.clear();
        boolean isAll = all;
        all = false;
        Future<Void> answer = isAll ? askAll("", new HashMap<>()) : askSome(some);
        answer.onComplete(done -> answered(done.succeeded(), isAll, nowNanos));
    }

    /** What could not be answered is asked with the next tick: by then everything may have changed. */
    private synchronized void answered(boolean isAnswered, boolean wasAll, long askedNanos) {
        asking = false;
        if (!isAnswered) {
            all = true;
        } else {
            allAtNanos = wasAll ? askedNanos : allAtNanos;
            ask(System.nanoTime());
        }
    }

    private Future<Void> askAll(String after, Map<StreamName, Visibility> sofar) {
        return database.ask(PAGE_OF_ALL, Tuple.of(after)).compose(rows -> {
            sofar.putAll(read(rows));
            if (rows.size() == PAGE) {
                String last = "";
                for (Row row : rows) {
                    last = row.getString(0);
                }
                return askAll(last, sofar);
            }
            visibilities.tellAll(sofar);
            return Future.succeededFuture();
        });
    }

    private Future<Void> askSome(Set<StreamName> some) {
        String[] names = some.stream().map(StreamName::value).toArray(String[]::new);
        return database.ask(SOME, Tuple.tuple().addArrayOfString(names)).map(rows -> {
            Map<StreamName, Visibility> found = read(rows);
            some.stream().filter(name -> !found.containsKey(name)).forEach(visibilities::forget);
            found.forEach(visibilities::tell);
            return null;
        });
    }

    private static Map<StreamName, Visibility> read(RowSet<Row> rows) {
        Map<StreamName, Visibility> read = new HashMap<>();
        for (Row row : rows) {
            read.put(
                    new StreamName(row.getString(0)),
                    Visibility.valueOf(row.getString(1).toUpperCase(Locale.ROOT)));
        }
        return read;
    }
}
