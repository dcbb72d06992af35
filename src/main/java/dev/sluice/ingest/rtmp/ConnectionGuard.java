package dev.sluice.ingest.rtmp;

import dev.sluice.live.CloseReason;
import dev.sluice.live.ConnectionState;
import dev.sluice.rtmp.session.ProtocolViolation;
import dev.sluice.rtmp.session.RtmpServerSession;
import dev.sluice.rtmp.session.SessionCounters;
import dev.sluice.rtmp.session.SessionEvent;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Holds one connection to {@link ConnectionLimits}. On the connection's event loop. */
final class ConnectionGuard {
    /** Most encoders leave after these; after closeStream Flash publishes again on the same connection. */
    private static final Set<String> FAREWELLS = Set.of("FCUnpublish", "deleteStream");

    private final Protection protection;
    private final RtmpServerSession session;
    private final Visit visit;
    private final ConnectionRates rates;
    private final UnreadOutput unread;
    private final Heartbeat heartbeat;
    private long partialBytes;
    private boolean overPartialBudget;
    private long commandsAtEnd;

    ConnectionGuard(Ingest ingest, RtmpServerSession session, Visit visit) {
        this.protection = ingest.protection();
        this.session = session;
        this.visit = visit;
        long now = System.nanoTime();
        ConnectionLimits limits = ingest.settings().connections();
        rates = new ConnectionRates(limits, now);
        unread = new UnreadOutput(
                limits.writeQueueBytes(), ingest.settings().timeouts().write().toNanos());
        heartbeat = new Heartbeat(now);
    }

    /** Why the connection is not let in, if it is not. */
    Optional<CloseReason> enter(long nowNanos) {
        return protection.doorkeeper().enter(visit, nowNanos);
    }

    void received(int bytes, long nowNanos) {
        rates.received(bytes, nowNanos);
        heartbeat.heard(nowNanos);
    }

    /** After everything at hand was read. */
    void judge(ConnectionState state, long nowNanos) throws ProtocolViolation {
        long held = session.partialBytes();
        overPartialBudget = !protection.partials().change(held - partialBytes);
        partialBytes = held;
        rates.count(session.counters(), isAccepted(state), nowNanos);
    }

    boolean isOverPartialBudget() {
        return overPartialBudget;
    }

    /** Whether the peer is ahead of its rate and should not be read from now. */
    boolean isAhead(long nowNanos) {
        return rates.isAhead(nowNanos);
    }

    void sent(int bytes, Future<Void> written) {
        unread.wrote(bytes, System.nanoTime());
        written.onComplete(done -> unread.left(bytes, System.nanoTime()));
    }

    void postpone(long nanos) {
        unread.postpone(nanos);
        heartbeat.postpone(nanos);
    }

    /** Pings where that is due; why the connection is to be closed, if it is. A player's queue is its own affair. */
    Optional<CloseReason> tick(ConnectionState state, long nowNanos) {
        boolean isOverfull = state != ConnectionState.PLAYING && unread.isOverfull();
        if (isOverfull || unread.isOverdue(nowNanos)) {
            return Optional.of(CloseReason.WRITE_TIMEOUT);
        }
        if (state == ConnectionState.HANDSHAKE) {
            return Optional.empty();
        }
        return switch (heartbeat.due(nowNanos)) {
            case NOTHING -> Optional.empty();
            case PING -> {
                session.ping(TimeUnit.NANOSECONDS.toMillis(nowNanos));
                yield Optional.empty();
            }
            case CLOSE -> Optional.of(CloseReason.WRITE_TIMEOUT);
        };
    }

    /** The connection's stage may have changed. */
    void moved(ConnectionState state, Deadline deadline) {
        if (isAccepted(state)) {
            protection.doorkeeper().authorized(visit);
        } else if (state != ConnectionState.HANDSHAKE) {
            protection.doorkeeper().greeted(visit);
        }
        if (deadline.isEnding() && newCommands() > commandsAtEnd) {
            deadline.awaitPublish(System.nanoTime());
        }
    }

    /** A publication ended; another may follow. */
    void unpublished(SessionEvent.Unpublished ended, Deadline deadline, long nowNanos) {
        commandsAtEnd = newCommands();
        if (FAREWELLS.contains(ended.command())) {
            deadline.awaitAnother(nowNanos);
        } else {
            deadline.awaitPublish(nowNanos);
        }
    }

    private long newCommands() {
        SessionCounters counters = session.counters();
        return counters.commands() - counters.endings();
    }

    void leave() {
        protection.doorkeeper().leave(visit);
        protection.partials().change(-partialBytes);
        partialBytes = 0;
    }

    private static boolean isAccepted(ConnectionState state) {
        return state == ConnectionState.PUBLISHING || state == ConnectionState.PLAYING;
    }
}
