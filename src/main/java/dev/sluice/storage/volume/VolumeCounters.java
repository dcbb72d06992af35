package dev.sluice.storage.volume;

import dev.sluice.hls.StorageStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What happened on the volume; any thread may read. */
public final class VolumeCounters implements StorageStatistics {
    private record Fault(String operation, String kind) {}

    private final LongSupplier nanoClock;
    private final LongAdder writes = new LongAdder();
    private final LongAdder writeNanos = new LongAdder();
    private final LongAdder playlistsTrimmed = new LongAdder();
    private final LongAdder filesExpired = new LongAdder();
    private final LongAdder orphansDeleted = new LongAdder();
    private final LongAdder recordingsRemoved = new LongAdder();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Map<String, LongAdder> losses = new ConcurrentHashMap<>();
    private final Map<Fault, LongAdder> faults = new ConcurrentHashMap<>();
    private final Map<Object, Long> running = new ConcurrentHashMap<>();

    VolumeCounters(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    @Override
    public List<String> operations() {
        return Operation.WORDS;
    }

    @Override
    public List<String> failureKinds() {
        return Arrays.stream(FaultKind.values()).map(FaultKind::word).toList();
    }

    @Override
    public long failures(String operation, String kind) {
        LongAdder count = faults.get(new Fault(operation, kind));
        return count == null ? 0 : count.sum();
    }

    @Override
    public long writes() {
        return writes.sum();
    }

    @Override
    public long writeNanos() {
        return writeNanos.sum();
    }

    @Override
    public List<String> lossReasons() {
        return Arrays.stream(Loss.values()).map(Loss::word).toList();
    }

    @Override
    public long segmentsLost(String reason) {
        LongAdder count = losses.get(reason);
        return count == null ? 0 : count.sum();
    }

    /** Segments that never reached the volume, for whatever reason. */
    long segmentsLost() {
        return losses.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Playlists that were written without a lost segment or not at all. */
    long playlistsTrimmed() {
        return playlistsTrimmed.sum();
    }

    @Override
    public long filesExpired() {
        return filesExpired.sum();
    }

    @Override
    public long orphansDeleted() {
        return orphansDeleted.sum();
    }

    @Override
    public long recordingsRemoved() {
        return recordingsRemoved.sum();
    }

    @Override
    public long queuedBytes() {
        return queuedBytes.get();
    }

    @Override
    public long oldestCallNanos() {
        long now = nanoClock.getAsLong();
        return running.values().stream().mapToLong(start -> now - start).max().orElse(0);
    }

    void began(Object call) {
        running.put(call, nanoClock.getAsLong());
    }

    void ended(Object call) {
        running.remove(call);
    }

    void wrote(long nanos) {
        writes.increment();
        writeNanos.add(nanos);
    }

    void lost(Loss reason) {
        losses.computeIfAbsent(reason.word(), word -> new LongAdder()).increment();
    }

    void trimmed() {
        playlistsTrimmed.increment();
    }

    void expired() {
        filesExpired.increment();
    }

    void recordingRemoved() {
        recordingsRemoved.increment();
    }

    void orphan() {
        orphansDeleted.increment();
    }

    void queued(long bytes) {
        queuedBytes.addAndGet(bytes);
    }

    void failed(Operation operation, FaultKind kind) {
        faults.computeIfAbsent(new Fault(operation.word(), kind.word()), fault -> new LongAdder())
                .increment();
    }
}
