package dev.sluice.postgres;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Hears what is told on one channel ({@code LISTEN}), on a connection of its own that comes back by itself.
 *
 * <p>Notices are lost while the connection is down: {@code listening} says when that is over, so that whoever listens
 * can ask for what was missed. A connection that says nothing to a question for two seconds counts as down. Everything
 * runs on one event loop.
 */
public final class Notices {
    private static final Logger LOG = Logger.getLogger(Notices.class);
    private static final long HEARTBEAT_MILLIS = 2_000;
    private static final long SILENCE_MILLIS = 2_000;
    /** A peer that accepts and says nothing is no connection. */
    private static final long CONNECT_MILLIS = 4_000;

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final String LISTEN = "LISTEN ";
    private static final String ASK = "SELECT 1";

    private final Vertx vertx;
    private final DatabaseAddress address;
    private final String channel;
    private final Consumer<String> heard;
    private final Runnable listening;
    private final Context loop;
    private Optional<PgConnection> connection = Optional.empty();
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private boolean closed;

    /**
     * Connects with {@link #start}.
     *
     * @param channel an SQL identifier
     * @param heard gets each notice's payload
     * @param listening called after each connect, when notices come again
     */
    public Notices(Vertx vertx, DatabaseAddress address, String channel, Consumer<String> heard, Runnable listening) {
        this.vertx = vertx;
        this.address = address;
        this.channel = channel;
        this.heard = heard;
        this.listening = listening;
        this.loop = vertx.getOrCreateContext();
    }

    public void start() {
        loop.runOnContext(now -> connect());
    }

    public void close() {
        loop.runOnContext(now -> {
            closed = true;
            connection.ifPresent(PgConnection::close);
        });
    }

    private void connect() {
        if (closed) {
            return;
        }
        Future<PgConnection> attempt = PgConnection.connect(vertx, Database.connectOptions(address, "sluice-notices"));
        attempt.timeout(CONNECT_MILLIS, TimeUnit.MILLISECONDS)
                .compose(this::listen)
                .onFailure(fault -> {
                    // Also one that comes when nobody waits for it any more.
                    attempt.onSuccess(PgConnection::close);
                    lost(Optional.empty(), String.valueOf(fault.getMessage()));
                });
    }

    private Future<Void> listen(PgConnection opened) {
        opened.closeHandler(gone -> lost(Optional.of(opened), "the connection ended"));
        opened.notificationHandler(notice -> heard.accept(notice.getPayload()));
        return bounded(opened.query(LISTEN + channel).execute().mapEmpty()).onSuccess(done -> {
            if (closed) {
                opened.close();
                return;
            }
            connection = Optional.of(opened);
            pauseMillis = FIRST_PAUSE_MILLIS;
            listening.run();
            beat(opened);
        });
    }

    /** A peer that is gone without a word would never be missed otherwise. */
    private void beat(PgConnection opened) {
        vertx.setTimer(HEARTBEAT_MILLIS, timer -> {
            if (connection.filter(opened::equals).isPresent()) {
                bounded(opened.query(ASK).execute().mapEmpty())
                        .onSuccess(answered -> beat(opened))
                        .onFailure(fault -> {
                            opened.close();
                            lost(Optional.of(opened), String.valueOf(fault.getMessage()));
                        });
            }
        });
    }

    private static Future<Void> bounded(Future<Void> answer) {
        return answer.timeout(SILENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** {@code gone} is the connection that was lost; empty when none could be made. */
    private void lost(Optional<PgConnection> gone, String cause) {
        if (closed || (gone.isPresent() && !gone.equals(connection))) {
            return;
        }
        if (gone.isPresent()) {
            LOG.infof("Notices of the database are lost, and asked for instead: %s", cause);
        }
        connection = Optional.empty();
        long jittered = pauseMillis / 2 + ThreadLocalRandom.current().nextLong(pauseMillis / 2 + 1);
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
        vertx.setTimer(jittered, timer -> connect());
    }
}
