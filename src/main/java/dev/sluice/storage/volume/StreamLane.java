package dev.sluice.storage.volume;

import dev.sluice.bytes.Slice;
import dev.sluice.hls.PlaylistTrim;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be done for one stream, in order, and which of its segments are missing on the volume. Bounded: over
 * its bytes older segments are dropped whole, a playlist that was not written yet makes way for its successor.
 */
final class StreamLane {
    /** Deletions hold no bytes but must not grow without end while the volume hangs; the sweep finds what is left. */
    private static final int OPERATIONS = 10_000;

    private final String stream;
    private final VolumeCounters counters;
    private final Deque<Operation> waiting = new ArrayDeque<>();
    private final Set<String> missing = new HashSet<>();
    private long bytes;
    private boolean scheduled;
    private long epoch;

    StreamLane(String stream, VolumeCounters counters) {
        this.stream = stream;
        this.counters = counters;
    }

    /** Says whether the caller must schedule the lane. */
    synchronized boolean offer(Operation operation, VolumeSettings limits) {
        if (operation instanceof Operation.Replace) {
            dropSuperseded(operation.path());
        }
        if (waiting.size() >= OPERATIONS && operation instanceof Operation.Delete) {
            return false;
        }
        waiting.add(operation);
        bytes += operation.bytes();
        counters.queued(operation.bytes());
        boolean more = true;
        // One segment may always wait, however large: a stream must not lose every segment to its own limit.
        while (more && bytes > limits.streamQueueBytes()) {
            more = dropOldestSegment(segment -> segment != operation);
        }
        more = true;
        while (more && counters.queuedBytes() > limits.queueBytes()) {
            more = dropOldestSegment(segment -> true);
        }
        boolean schedule = !scheduled;
        scheduled = true;
        return schedule;
    }

    /** The next operation; its bytes count until {@link #done}. Empties the schedule when there is none. */
    synchronized Optional<Operation> next() {
        Optional<Operation> next = Optional.ofNullable(waiting.poll());
        scheduled = next.isPresent();
        return next;
    }

    synchronized void done(Operation operation) {
        release(operation);
        if (operation instanceof Operation.Delete) {
            missing.remove(operation.path());
        }
    }

    /** The segment is not on the volume and no playlist may name it. */
    synchronized void lost(String path, Loss reason) {
        if (missing.add(path)) {
            counters.lost(reason);
        }
    }

    /** It is there after all. */
    synchronized void found(String path) {
        missing.remove(path);
    }

    /** The playlist without what is missing; empty when nothing would be left. */
    synchronized Optional<Slice> listable(Slice playlist) {
        if (missing.isEmpty()) {
            return Optional.of(playlist);
        }
        Optional<Slice> trimmed = PlaylistTrim.behindMissing(playlist, uri -> missing.contains(stream + "/" + uri));
        if (trimmed.isEmpty() || !trimmed.get().equals(playlist)) {
            counters.trimmed();
        }
        return trimmed;
    }

    /** The recording with gaps for what is missing: it is no more a list that slides. */
    synchronized Slice recordable(Slice playlist) {
        return missing.isEmpty()
                ? playlist
                : PlaylistTrim.withGaps(playlist, uri -> missing.contains(stream + "/" + uri));
    }

    /** The newest epoch that was written, 0 before that; sets it and answers the one before. */
    synchronized long epoch(long now) {
        long before = epoch;
        epoch = Math.max(epoch, now);
        return before;
    }

    synchronized long epoch() {
        return epoch;
    }

    synchronized boolean isIdle() {
        return waiting.isEmpty() && !scheduled && missing.isEmpty();
    }

    private void dropSuperseded(String path) {
        for (Iterator<Operation> all = waiting.iterator(); all.hasNext(); ) {
            Operation operation = all.next();
            if (operation instanceof Operation.Replace && operation.path().equals(path)) {
                all.remove();
                release(operation);
            }
        }
    }

    private boolean dropOldestSegment(Predicate<Operation> droppable) {
        Operation.@Nullable Store oldest = null;
        for (Iterator<Operation> all = waiting.iterator(); all.hasNext() && oldest == null; ) {
            if (all.next() instanceof Operation.Store store && !store.isStanding() && droppable.test(store)) {
                all.remove();
                oldest = store;
            }
        }
        if (oldest == null) {
            return false;
        }
        release(oldest);
        boolean stuck = counters.oldestCallNanos() > VolumeStorage.STUCK_NANOS;
        lost(oldest.path(), stuck ? Loss.VOLUME_STUCK : Loss.QUEUE_FULL);
        return true;
    }

    private void release(Operation operation) {
        bytes -= operation.bytes();
        counters.queued(-operation.bytes());
        if (operation instanceof Operation.Store store) {
            store.content().release();
        }
    }
}
