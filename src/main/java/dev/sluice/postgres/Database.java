package dev.sluice.postgres;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A small pool that bounds every wait and heals by itself.
 *
 * <p>The client's own pool keeps what it has: connections to a primary that was demoted, to a peer that says nothing,
 * slots of connections that never finish their start. So a pool that shows such a sign is dropped whole, and the next
 * statement begins a new one, which resolves the host again. Never blocks; may be called from any thread.
 */
public final class Database {
    private static final int WAITING = 64;
    private static final int ACQUIRE_MILLIS = 2_000;
    private static final int STATEMENT_MILLIS = 2_000;
    private static final int CONNECT_MILLIS = 3_000;
    /** A little more than the server's own limit, which leaves the connection usable. */
    private static final int SILENCE_MILLIS = STATEMENT_MILLIS + 400;
    /** A broken idle connection shows at once; later a second attempt would outlast the caller's patience. */
    private static final long RETRY_WITHIN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Vertx vertx;
    private final Supplier<Pool> pools;
    private volatile Pool current;
    private volatile long connectedAtNanos;
    private volatile boolean closed;
    /** Why the last pool was dropped. */
    private volatile DatabaseFailure dropped = DatabaseFailure.timeout();

    /** Statements go to a pool of {@code pools}, and after a fault to the next one. */
    public Database(Vertx vertx, Supplier<Pool> pools) {
        this.vertx = vertx;
        this.pools = pools;
        this.current = pools.get();
        this.connectedAtNanos = System.nanoTime();
    }

    /** Opens without connecting: a database that is away is no error here. */
    public static Database open(Vertx vertx, DatabaseAddress address, int connections, String applicationName) {
        PgConnectOptions connect = connectOptions(address, applicationName);
        PoolOptions pool = poolOptions(connections).setName(applicationName);
        return new Database(
                vertx,
                () -> PgBuilder.pool()
                        .with(new PoolOptions(pool))
                        .connectingTo(() -> withPassword(vertx, connect, address))
                        .using(vertx)
                        .build());
    }

    private static Future<SqlConnectOptions> withPassword(
            Vertx vertx, PgConnectOptions connect, DatabaseAddress address) {
        PgConnectOptions own = new PgConnectOptions(connect);
        return address.passwordFile().isEmpty()
                ? Future.succeededFuture(own)
                : vertx.executeBlocking(
                        () -> own.setPassword(address.currentPassword().reveal()), false);
    }

    static PgConnectOptions connectOptions(DatabaseAddress address, String applicationName) {
        PgConnectOptions options = PgConnectOptions.fromUri(address.reactiveUrl())
                .setUser(address.user())
                .setPassword(address.password().reveal())
                .setCachePreparedStatements(true)
                .addProperty("application_name", applicationName)
                .addProperty("statement_timeout", Integer.toString(STATEMENT_MILLIS));
        options.setConnectTimeout(CONNECT_MILLIS).setTcpKeepAlive(true);
        return options;
    }

    static PoolOptions poolOptions(int connections) {
        return new PoolOptions()
                .setMaxSize(connections)
                .setMaxWaitQueueSize(WAITING)
                .setConnectionTimeout(ACQUIRE_MILLIS)
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(5)
                .setIdleTimeoutUnit(TimeUnit.MINUTES)
                .setMaxLifetime(30)
                .setMaxLifetimeUnit(TimeUnit.MINUTES);
    }

    /**
     * Runs one prepared statement, a second time when the connection turned out to be dead at once.
     *
     * @return the rows within 5 s, or a failure that is always a {@link DatabaseFailure}
     */
    public Future<RowSet<Row>> ask(String sql, Tuple parameters) {
        long begunNanos = System.nanoTime();
        return attempt(sql, parameters).recover(failure -> {
            boolean early = System.nanoTime() - begunNanos < RETRY_WITHIN_NANOS;
            return failure instanceof DatabaseFailure known && known.worthRetry() && early && !closed
                    ? attempt(sql, parameters)
                    : Future.failedFuture(failure);
        });
    }

    /** Gives up all connections; statements under way fail. */
    public synchronized void close() {
        closed = true;
        current.close();
    }

    private Future<RowSet<Row>> attempt(String sql, Tuple parameters) {
        Pool pool = current;
        return acquire(pool)
                .compose(connection -> bounded(
                                pool, connection.preparedQuery(sql).execute(parameters))
                        .onComplete(done -> connection.close()))
                .recover(cause -> {
                    DatabaseFailure failure = DatabaseFailure.of(cause);
                    if (failure.staleConnections() && !drop(pool, failure)) {
                        // Another statement has dropped the pool under this one: its reason is the true one.
                        return Future.failedFuture(dropped.passedOn());
                    }
                    return Future.failedFuture(failure);
                });
    }

    private Future<SqlConnection> acquire(Pool pool) {
        long begunNanos = System.nanoTime();
        return pool.getConnection()
                .onSuccess(connection -> connectedAtNanos = System.nanoTime())
                .recover(cause -> {
                    if (!isPoolsOwnRefusal(cause)) {
                        return Future.failedFuture(cause);
                    }
                    // Nobody got a connection while this statement waited: the pool is stuck on a silent peer.
                    long waitedNanos = System.nanoTime() - begunNanos;
                    if (waitedNanos > TimeUnit.SECONDS.toNanos(1) && connectedAtNanos - begunNanos < 0) {
                        drop(pool, DatabaseFailure.timeout());
                    }
                    return Future.failedFuture(DatabaseFailure.busy());
                });
    }

    /** The pool's full queue and acquire timeout have no type of their own, only these texts. */
    private static boolean isPoolsOwnRefusal(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        return text.startsWith("Timeout") || text.contains("max wait queue size");
    }

    private Future<RowSet<Row>> bounded(Pool pool, Future<RowSet<Row>> answer) {
        Promise<RowSet<Row>> first = Promise.promise();
        long timer = vertx.setTimer(SILENCE_MILLIS, id -> {
            if (first.tryFail(DatabaseFailure.timeout())) {
                // The server would have said 57014: it does not speak at all.
                drop(pool, DatabaseFailure.timeout());
            }
        });
        answer.onComplete(done -> {
            vertx.cancelTimer(timer);
            if (done.succeeded()) {
                first.tryComplete(done.result());
            } else {
                first.tryFail(done.cause());
            }
        });
        return first.future();
    }

    @SuppressWarnings("ReferenceEquality") // Which pool it is, not what it is like.
    private boolean isCurrent(Pool pool) {
        return current == pool;
    }

    /** False when another did so before, or everything is closed. */
    private synchronized boolean drop(Pool pool, DatabaseFailure reason) {
        if (closed || !isCurrent(pool)) {
            return false;
        }
        dropped = reason;
        current = pools.get();
        pool.close();
        return true;
    }
}
