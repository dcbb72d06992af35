package dev.sluice.storage.volume;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What happened on the volume; any thread may read. */
public final class VolumeCounters {
    private record Fault(String operation, FaultKind kind) {}

    private final LongAdder writes = new LongAdder();
    private final LongAdder writeNanos = new LongAdder();
    private final LongAdder segmentsLost = new LongAdder();
    private final LongAdder playlistsTrimmed = new LongAdder();
    private final LongAdder filesDeleted = new LongAdder();
    private final LongAdder orphansDeleted = new LongAdder();
    private final LongAdder recordingsRemoved = new LongAdder();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Map<Fault, LongAdder> faults = new ConcurrentHashMap<>();
    private final Map<Object, Long> running = new ConcurrentHashMap<>();

    /** Finished writes of segments and playlists. */
    public long writes() {
        return writes.sum();
    }

    /** Time that finished writes took, all together. */
    public long writeNanos() {
        return writeNanos.sum();
    }

    /** Segments that never reached the volume. */
    public long segmentsLost() {
        return segmentsLost.sum();
    }

    /** Playlists that were written without a lost segment or not at all. */
    public long playlistsTrimmed() {
        return playlistsTrimmed.sum();
    }

    /** Files removed at the end of their availability. */
    public long filesDeleted() {
        return filesDeleted.sum();
    }

    /** Files removed that an earlier process left. */
    public long orphansDeleted() {
        return orphansDeleted.sum();
    }

    /** Recordings removed because of their age, their size, or because the volume was full. */
    public long recordingsRemoved() {
        return recordingsRemoved.sum();
    }

    /** File calls that have not returned for {@code nanos}: threads that a hung mount holds. */
    public long callsOver(long nanos, long nowNanos) {
        return running.values().stream()
                .filter(start -> nowNanos - start > nanos)
                .count();
    }

    /** Bytes that wait to be written. */
    public long queuedBytes() {
        return queuedBytes.get();
    }

    /** Failed operations ({@code store}, {@code replace}, {@code delete}) of a kind. */
    public long failures(String operation, FaultKind kind) {
        LongAdder count = faults.get(new Fault(operation, kind));
        return count == null ? 0 : count.sum();
    }

    /** Age of the oldest file call that has not returned; 0 when there is none. */
    public long oldestCallNanos(long nowNanos) {
        Collection<Long> starts = running.values();
        return starts.stream().mapToLong(start -> nowNanos - start).max().orElse(0);
    }

    void began(Object call, long nowNanos) {
        running.put(call, nowNanos);
    }

    void ended(Object call) {
        running.remove(call);
    }

    void wrote(long nanos) {
        writes.increment();
        writeNanos.add(nanos);
    }

    void lost() {
        segmentsLost.increment();
    }

    void trimmed() {
        playlistsTrimmed.increment();
    }

    void deleted() {
        filesDeleted.increment();
    }

    void recordingRemoved() {
        recordingsRemoved.increment();
    }

    void orphan() {
        orphansDeleted.increment();
    }

    long queued(long bytes) {
        return queuedBytes.addAndGet(bytes);
    }

    void failed(Operation operation, FaultKind kind) {
        faults.computeIfAbsent(new Fault(operation.word(), kind), fault -> new LongAdder())
                .increment();
    }
}
