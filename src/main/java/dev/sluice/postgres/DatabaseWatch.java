package dev.sluice.postgres;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Asks the database for a sign of life every two seconds; one log line for each change of its state. */
public final class DatabaseWatch {
    private static final Logger LOG = Logger.getLogger(DatabaseWatch.class);
    private static final long PERIOD_MILLIS = 2_000;

    private enum State {
        UNKNOWN,
        UP,
        DOWN
    }

    private final Vertx vertx;
    private final Database database;
    private final AtomicReference<State> state = new AtomicReference<>(State.UNKNOWN);
    private volatile boolean asking;
    private volatile long timer = -1;

    /** Give it a database of its own or one that no publisher waits for, so that a crowd does not look like a fault. */
    public DatabaseWatch(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
    }

    public void start() {
        ask();
        timer = vertx.setPeriodic(PERIOD_MILLIS, id -> ask());
    }

    /** Whether the last question was answered; false before the first answer. */
    public boolean up() {
        return state.get() == State.UP;
    }

    public void close() {
        vertx.cancelTimer(timer);
    }

    private void ask() {
        if (asking) {
            return;
        }
        asking = true;
        database.ask("SELECT 1", Tuple.tuple()).onComplete(answer -> {
            asking = false;
            if (answer.succeeded()) {
                if (state.getAndSet(State.UP) != State.UP) {
                    LOG.info("The database answers.");
                }
            } else if (state.getAndSet(State.DOWN) != State.DOWN) {
                LOG.warnf(
                        "The database does not answer; new publishers wait, live streams go on: %s",
                        answer.cause().getMessage());
            }
        });
    }
}
