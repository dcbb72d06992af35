package dev.sluice.storage.volume;

import dev.sluice.bytes.ByteArena;
import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.hls.HlsNames;
import dev.sluice.hls.HlsResource;
import dev.sluice.hls.HlsStorage;
import dev.sluice.hls.StoredStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The HLS tree on a directory, for all streams of this replica. Calls return at once, from any thread; the files of one
 * stream change in the order of the calls, on one thread at a time.
 *
 * <p>When the volume is slow, full or gone, segments are dropped oldest first and playlists name only what is really
 * there (see {@link StreamLane}); counters and one log line tell, no exception does.
 */
public final class VolumeStorage implements HlsStorage, AutoCloseable {
    private static final long PROBE_SECONDS = 2;
    private static final long FULL_NANOS = 10_000_000_000L;

    /** A file call that takes longer is stuck: the mount hangs. */
    static final long STUCK_NANOS = 10_000_000_000L;

    private final VolumeSettings settings;
    private final ByteArena arena;
    private final VolumeTree tree;
    private final VolumeState state;
    private final VolumeCounters counters;
    private final LongSupplier nanoClock;
    private final StreamWords words;
    private final Map<String, StreamLane> lanes = new ConcurrentHashMap<>();
    private final Map<String, Long> usedNanos = new ConcurrentHashMap<>();
    private final StandingFiles standing = new StandingFiles();
    private final Recordings recordings;
    private final ScheduledExecutorService threads;
    private volatile long fullNanos;
    private volatile boolean full;

    /** Segments are written in the heap. */
    public VolumeStorage(VolumeSettings settings) {
        this(settings, ByteArena.HEAP);
    }

    /** {@code arena} is where presentations write their segments. */
    public VolumeStorage(VolumeSettings settings, ByteArena arena) {
        this(settings, arena, new VolumeTree(settings.root()), System::nanoTime);
    }

    VolumeStorage(VolumeSettings settings, VolumeTree tree, LongSupplier nanoClock) {
        this(settings, ByteArena.HEAP, tree, nanoClock);
    }

    private VolumeStorage(VolumeSettings settings, ByteArena arena, VolumeTree tree, LongSupplier nanoClock) {
        this.arena = arena;
        this.settings = settings;
        this.tree = tree;
        this.nanoClock = nanoClock;
        state = new VolumeState(settings.root(), nanoClock);
        words = new StreamWords(new StateFiles(settings.root()), this::read, state);
        counters = new VolumeCounters(nanoClock);
        recordings = new Recordings(tree, settings.recordingAge(), settings.recordingBytes(), counters);
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newScheduledThreadPool(settings.threads(), task -> {
            Thread thread = new Thread(task, "sluice-volume-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Tries the volume at once and then every two seconds, and sweeps it in the background. Returns at once. */
    public void start() {
        Sweep sweep = new Sweep(tree, settings.retention(), recordings, this::isInUse, counters);
        long period = Math.min(300, Math.max(1, settings.retention().toSeconds() / 2));
        // Both catch what goes wrong; nobody asks for their ends.
        Future<?> unused = threads.scheduleWithFixedDelay(this::probe, 0, PROBE_SECONDS, TimeUnit.SECONDS);
        unused = threads.scheduleWithFixedDelay(sweep, 1, period, TimeUnit.SECONDS);
    }

    public VolumeCounters counters() {
        return counters;
    }

    /** Whether the last thing tried on the volume worked. */
    public boolean writable() {
        return state.writable();
    }

    /** Whether a file call has not returned for ten seconds, as {@link #look} found. */
    public boolean hangs() {
        return state.hangs();
    }

    /** Looks whether the volume still answers; call about once a second, on a thread that does not wait for it. */
    public void look() {
        state.looked(counters.oldestCallNanos());
    }

    @Override
    public boolean isUsable() {
        return state.usable();
    }

    @Override
    public boolean isFull() {
        return full && nanoClock.getAsLong() - fullNanos < FULL_NANOS;
    }

    /** What is wrong, in one line with path, owner and error; empty when nothing is. */
    public String problem() {
        return state.problem();
    }

    /** The streams that have playlists; fails when the volume cannot be read. */
    public CompletableFuture<List<String>> streams() {
        return read(() -> StreamFiles.streams(settings.root()));
    }

    /** What the volume has of a stream; fails when it cannot be read, and has no deadline of its own. */
    public CompletableFuture<StoredStream> read(String stream) {
        return read(() -> StreamFiles.read(settings.root(), stream));
    }

    /** What is remembered about streams beside their files. */
    public StreamWords words() {
        return words;
    }

    @Override
    public ByteArena arena() {
        return arena;
    }

    @Override
    public void store(String path, SharedBytes content) {
        if (!content.retain()) {
            throw new IllegalStateException(path + " is gone before it was stored");
        }
        offer(new Operation.Store(path, content));
    }

    @Override
    public void replace(String path, Slice content) {
        offer(new Operation.Replace(path, content));
    }

    @Override
    public void delete(String path) {
        offer(new Operation.Delete(path));
    }

    /** Lets what waits be written for up to five seconds. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void probe() {
        counters.began(tree);
        try {
            tree.open();
            state.good();
        } catch (IOException | RuntimeException e) {
            state.bad("probe", e);
        } finally {
            counters.ended(tree);
        }
    }

    private <T> CompletableFuture<T> read(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        if (hangs()) {
            // Nobody would read it, and what waits must not pile up.
            result.completeExceptionally(new IOException("the volume hangs"));
            return result;
        }
        try {
            threads.execute(() -> {
                counters.began(result);
                try {
                    result.complete(task.call());
                } catch (Exception e) {
                    result.completeExceptionally(e);
                } finally {
                    counters.ended(result);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private void offer(Operation operation) {
        HlsResource name = HlsNames.parse(operation.path())
                .orElseThrow(() -> new IllegalStateException("not a name of the HLS tree: " + operation.path()));
        usedNanos.put(name.stream(), nanoClock.getAsLong());
        lanes.compute(name.stream(), (stream, present) -> {
            StreamLane lane = present == null ? new StreamLane(stream, counters) : present;
            if (lane.offer(operation, settings)) {
                schedule(lane);
            }
            return lane;
        });
    }

    private void schedule(StreamLane lane) {
        try {
            threads.execute(() -> run(lane));
        } catch (RejectedExecutionException e) {
            // Closed: what still comes has nowhere to go.
            state.bad("write", e);
        }
    }

    private void run(StreamLane lane) {
        for (Optional<Operation> next = lane.next(); next.isPresent(); next = lane.next()) {
            Operation operation = next.get();
            counters.began(operation);
            try {
                perform(lane, operation);
            } finally {
                counters.ended(operation);
                lane.done(operation);
            }
            HlsNames.parse(operation.path())
                    .ifPresent(name -> lanes.computeIfPresent(name.stream(), (s, l) -> l.isIdle() ? null : l));
        }
    }

    private void perform(StreamLane lane, Operation operation) {
        try {
            if (operation instanceof Operation.Replace) {
                mend(lane, operation);
            }
            attempt(lane, operation);
        } catch (IOException | RuntimeException first) {
            FaultKind kind = FaultKind.of(first);
            counters.failed(operation, kind);
            boolean retry = kind == FaultKind.ESTALE || (kind == FaultKind.ENOSPC && makesRoom());
            if (!retry || !again(lane, operation)) {
                failed(lane, operation, first);
            }
        }
    }

    /** Recordings go before anything live; then it is for the presentations to shorten what they list. */
    private boolean makesRoom() {
        try {
            if (recordings.removeOldest()) {
                return true;
            }
        } catch (IOException | RuntimeException e) {
            state.bad("make room", e);
        }
        fullNanos = nanoClock.getAsLong();
        full = true;
        return false;
    }

    private boolean isInUse(String stream) {
        long latest = settings.retention().toNanos();
        long now = nanoClock.getAsLong();
        usedNanos.values().removeIf(used -> now - used > latest);
        return usedNanos.containsKey(stream);
    }

    /** A stale handle of a network file system is fresh at the next opening, and removing something made room. */
    private boolean again(StreamLane lane, Operation operation) {
        try {
            attempt(lane, operation);
            return true;
        } catch (IOException | RuntimeException second) {
            counters.failed(operation, FaultKind.of(second));
            return false;
        }
    }

    private void failed(StreamLane lane, Operation operation, Exception fault) {
        state.bad(operation.word() + " " + operation.path(), fault);
        HlsResource name = HlsNames.parse(operation.path()).orElseThrow();
        if (operation instanceof Operation.Store store) {
            lane.lost(store.path(), Loss.ERROR);
            standing.failed(name, store.content());
        } else if (operation instanceof Operation.Replace replace) {
            standing.failed(name, replace.content());
        }
    }

    /** Before a playlist names it: what was not written, or was removed, and is named for long. */
    private void mend(StreamLane lane, Operation operation) throws IOException {
        String stream = HlsNames.parse(operation.path()).orElseThrow().stream();
        for (Map.Entry<HlsResource, Slice> due : standing.due(stream).entrySet()) {
            if (due.getKey() instanceof HlsResource.Immutable file) {
                tree.store(file, due.getValue());
            } else {
                tree.replace(due.getKey(), lane.epoch(), due.getValue());
            }
            standing.wrote(due.getKey(), due.getValue());
            lane.found(due.getKey().path());
        }
    }

    private void findMissing(StreamLane lane, String stream, Slice playlist) {
        boolean gap = false;
        for (String row : playlist.toUtf8().lines().toList()) {
            boolean segment = !row.startsWith("#");
            if (segment && !gap && !tree.has(stream + "/" + row)) {
                lane.lost(stream + "/" + row, Loss.MISSING);
            }
            gap = !segment && (gap || row.equals("#EXT-X-GAP"));
        }
    }

    private void attempt(StreamLane lane, Operation operation) throws IOException {
        HlsResource name = HlsNames.parse(operation.path()).orElseThrow();
        long start = nanoClock.getAsLong();
        if (operation instanceof Operation.Store store && name instanceof HlsResource.Immutable file) {
            boolean made = tree.store(file, store.content());
            wrote(start);
            state.good();
            standing.wrote(file, store.content());
            if (made && file instanceof HlsResource.Segment) {
                standing.vanished(file.stream());
            }
            long before = lane.epoch(file.epoch());
            if (before < file.epoch()) {
                tree.endEpoch(file.stream(), before);
            }
        } else if (operation instanceof Operation.Replace replace) {
            Optional<Slice> text = Optional.of(replace.content());
            if (name instanceof HlsResource.MediaPlaylist) {
                if (standing.isSuspect(name.stream())) {
                    findMissing(lane, name.stream(), replace.content());
                }
                text = lane.listable(replace.content());
            } else if (name instanceof HlsResource.RecordingPlaylist) {
                text = Optional.of(lane.recordable(replace.content()));
            }
            if (text.isPresent()) {
                tree.replace(name, lane.epoch(), text.get());
                wrote(start);
                standing.wrote(name, text.get());
            }
        } else if (operation instanceof Operation.Delete) {
            standing.deleted(name);
            if (tree.delete(name)) {
                counters.expired();
            }
            if (name instanceof HlsResource.MediaPlaylist) {
                tree.endEpoch(name.stream(), lane.epoch());
            }
        }
    }

    private void wrote(long startNanos) {
        counters.wrote(nanoClock.getAsLong() - startNanos);
    }
}
