package dev.sluice.ingest.rtmp;

import dev.sluice.live.AddressBlock;
import dev.sluice.live.CloseReason;
import dev.sluice.live.TokenBucket;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Counts the connections of all loops and addresses, and turns away whoever comes too often. Its lock is held for a few
 * assignments, four times in a connection's life.
 *
 * <p>When too many are pending, the oldest unfinished handshake gives way: a real encoder finishes its own in a round
 * trip, so a flood of silent connections cannot keep it out.
 */
final class Doorkeeper {
    /** The addresses that are remembered, about 200 bytes each. */
    private static final int MAX_ADDRESSES = 100_000;

    private final ConnectionLimits limits;
    private final Map<AddressBlock, Neighbours> addresses = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AddressBlock, Neighbours> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };
    private final Set<Visit> greeting = new LinkedHashSet<>();
    private final DescriptorRoom room = new DescriptorRoom();
    private int open;
    private int pending;

    /** The connections of one address. */
    private static final class Neighbours {
        final TokenBucket arrivals;
        int pending;

        Neighbours(TokenBucket arrivals) {
            this.arrivals = arrivals;
        }
    }

    Doorkeeper(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** Lets {@code visit} in, or tells why not. Whoever is let in must {@link #leave}. */
    Optional<CloseReason> enter(Visit visit, long nowNanos) {
        Optional<Visit> yielding = Optional.empty();
        synchronized (this) {
            Neighbours neighbours = addresses.computeIfAbsent(
                    visit.address(),
                    added -> new Neighbours(new TokenBucket(limits.connectRate(), limits.connectBurst(), nowNanos)));
            if (!neighbours.arrivals.tryTake(1, nowNanos) || neighbours.pending >= limits.maxPendingPerAddress()) {
                return Optional.of(CloseReason.RATE_LIMITED);
            }
            if (pending >= limits.maxPending() || open >= limits.maxConnections() || room.isFull(open)) {
                yielding = oldest();
                if (yielding.isEmpty()) {
                    return Optional.of(CloseReason.OVER_CAPACITY);
                }
                leave(yielding.get());
            }
            open++;
            pending++;
            neighbours.pending++;
            visit.stage = Visit.Stage.GREETING;
            greeting.add(visit);
        }
        yielding.ifPresent(Visit::giveWay);
        return Optional.empty();
    }

    private Optional<Visit> oldest() {
        Iterator<Visit> waiting = greeting.iterator();
        return waiting.hasNext() ? Optional.of(waiting.next()) : Optional.empty();
    }

    /** The handshake is finished: this visit will not give way any more. */
    synchronized void greeted(Visit visit) {
        if (visit.stage == Visit.Stage.GREETING) {
            visit.stage = Visit.Stage.PENDING;
            greeting.remove(visit);
        }
    }

    /** Publish or play is accepted. */
    synchronized void authorized(Visit visit) {
        settle(visit);
    }

    /** The connection is closed; later calls do nothing. */
    synchronized void leave(Visit visit) {
        settle(visit);
        if (visit.stage == Visit.Stage.AUTHORIZED) {
            visit.stage = Visit.Stage.OUTSIDE;
            open--;
        }
    }

    private void settle(Visit visit) {
        if (visit.stage == Visit.Stage.GREETING || visit.stage == Visit.Stage.PENDING) {
            greeting.remove(visit);
            visit.stage = Visit.Stage.AUTHORIZED;
            pending--;
            Neighbours neighbours = addresses.get(visit.address());
            if (neighbours != null && neighbours.pending > 0) {
                neighbours.pending--;
            }
        }
    }

    /** How many file descriptors the process has open, and how many it may have. */
    synchronized void descriptors(long used, long limit) {
        room.measured(used, limit, open);
    }

    synchronized int open() {
        return open;
    }

    synchronized int pending() {
        return pending;
    }
}
