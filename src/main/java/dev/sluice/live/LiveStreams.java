package dev.sluice.live;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * All streams that are live on this replica: the one structure of the core that threads share.
 *
 * <p>Slots are kept once made: only authorised publishers reach {@link #admit}, so there are at most as many as defined
 * streams.
 */
public final class LiveStreams {
    private final ConcurrentHashMap<StreamName, StreamSlot> slots = new ConcurrentHashMap<>();
    private final LiveSettings settings;
    private final StreamClaims claims;
    private final List<Output> outputs;
    private final LiveObserver observer;
    private final Scheduler scheduler;
    private final InstantSource wallClock;
    private final LongSupplier nanoClock;

    /**
     * Wires the registry to its ports.
     *
     * @param outputs where every publication's media goes, in this order
     * @param nanoClock the monotonic clock, in nanoseconds
     */
    public LiveStreams(
            LiveSettings settings,
            StreamClaims claims,
            List<Output> outputs,
            LiveObserver observer,
            Scheduler scheduler,
            InstantSource wallClock,
            LongSupplier nanoClock) {
        this.settings = settings;
        this.claims = claims;
        this.outputs = List.copyOf(outputs);
        this.observer = observer;
        this.scheduler = scheduler;
        this.wallClock = wallClock;
        this.nanoClock = nanoClock;
    }

    /**
     * Asks for a stream on behalf of a publisher whose key was granted. Completes on the publisher's
     * executor, or at once with a refusal; a takeover completes after the replaced publication has flushed.
     */
    public CompletionStage<Admission> admit(Authorization.Granted grant, Publisher publisher) {
        return slots.computeIfAbsent(grant.stream().name(), name -> new StreamSlot(name, this))
                .admit(grant, publisher);
    }

    /** The publication that feeds a stream now. */
    public Optional<Publication> find(StreamName name) {
        return Optional.ofNullable(slots.get(name)).flatMap(StreamSlot::current);
    }

    /** Every publication that runs now, in no order. */
    public List<Publication> publications() {
        return slots.values().stream()
                .map(StreamSlot::current)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Why no further stream may begin to be published here; a takeover adds none. */
    Optional<CloseReason> refusal() {
        if (publications().size() >= settings.limits().publications()) {
            return Optional.of(CloseReason.OVER_CAPACITY);
        }
        return outputs.stream().allMatch(Output::isReady)
                ? Optional.empty()
                : Optional.of(CloseReason.STORAGE_UNAVAILABLE);
    }

    /** Completes when every output is ready for a publication of the stream. */
    CompletionStage<Void> prepare(StreamName name) {
        return CompletableFuture.allOf(outputs.stream()
                .map(output -> output.prepare(name).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    LiveSettings settings() {
        return settings;
    }

    StreamClaims claims() {
        return claims;
    }

    List<Output> outputs() {
        return outputs;
    }

    LiveObserver observer() {
        return observer;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Instant now() {
        return wallClock.instant();
    }

    long nanoTime() {
        return nanoClock.getAsLong();
    }
}
