package dev.sluice.live;

import dev.sluice.media.MediaSink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The place in which one stream's publications follow one another: the next begins after the last has flushed, and what
 * viewers see ends when nobody came within the resume window.
 *
 * <p>Any thread may call in. The lock guards a few assignments per publication; it is never held while media flows or
 * while foreign code runs.
 */
final class StreamSlot {
    private final StreamName name;
    private final LiveStreams streams;

    /** Completes when everybody queued so far has let go of the stream. */
    private CompletableFuture<Void> tail = CompletableFuture.completedFuture(null);

    /** Who asked last: the one a newcomer replaces, whether its media flows already or not. */
    private Optional<Publisher> newest = Optional.empty();

    /** Of whoever asked last; two claims may be answered in the wrong order. */
    private long newestEpoch;

    /** The end of what viewers see, while it is due. */
    private Optional<Scheduler.Cancellable> finish = Optional.empty();

    private final TakeoverDamping damping;

    private volatile Optional<Publication> current = Optional.empty();

    StreamSlot(StreamName name, LiveStreams streams) {
        this.name = name;
        this.streams = streams;
        this.damping = new TakeoverDamping(streams.settings().limits().takeovers());
    }

    Optional<Publication> current() {
        return current;
    }

    /** The claim comes first: a newcomer that cannot get one must not cost the incumbent its place. */
    CompletionStage<Admission> admit(Authorization.Granted grant, Publisher publisher) {
        Optional<CloseReason> refusal = refusal(grant.stream());
        if (refusal.isPresent()) {
            return refused(refusal.get());
        }
        return streams.claims()
                .claim(name, grant.keyId())
                .thenCompose(claim -> claim.map(won -> takePlace(grant, publisher, won))
                        .orElseGet(() -> refused(CloseReason.AUTH_UNAVAILABLE)));
    }

    private synchronized Optional<CloseReason> refusal(StreamDefinition stream) {
        if (stream.takeover() == TakeoverPolicy.REJECT && isBusy()) {
            return Optional.of(CloseReason.STREAM_BUSY);
        }
        return newest.isEmpty() ? streams.refusal() : Optional.empty();
    }

    private CompletionStage<Admission> takePlace(Authorization.Granted grant, Publisher publisher, Claim claim) {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        CompletableFuture<Void> before;
        Optional<Publisher> replaced;
        Duration patience = Duration.ZERO;
        synchronized (this) {
            // Others may have come while the claim was under way.
            Optional<CloseReason> refusal =
                    claim.epoch() <= newestEpoch ? Optional.of(CloseReason.TAKEN_OVER) : refusal(grant.stream());
            if (refusal.isPresent()) {
                streams.claims().release(claim);
                return refused(refusal.get());
            }
            newestEpoch = claim.epoch();
            finish.ifPresent(Scheduler.Cancellable::cancel);
            finish = Optional.empty();
            replaced = newest;
            newest = Optional.of(publisher);
            before = tail;
            tail = turn;
            if (replaced.isPresent()) {
                patience = damping.patience(streams.nanoTime());
            }
        }
        boolean isFight = !patience.isZero();
        long latestNanos = streams.nanoTime() + patience.toNanos();
        replaced.ifPresent(loser -> {
            streams.observer().takenOver(name, isFight);
            replace(loser, latestNanos);
        });
        return before.thenCombine(streams.prepare(name), (done, prepared) -> claim)
                .thenApplyAsync(won -> begin(grant, publisher, won, turn), publisher.executor());
    }

    private static CompletionStage<Admission> refused(CloseReason reason) {
        return CompletableFuture.completedFuture(new Admission.Refused(reason));
    }

    /** Closes whoever was here before; in a fight only when it is silent or its time is up. */
    private void replace(Publisher loser, long latestNanos) {
        Optional<Publication> incumbent =
                current.filter(live -> live.publisher().equals(loser));
        long now = streams.nanoTime();
        long waitNanos = incumbent
                .map(live -> TakeoverDamping.wait(live.lastMediaNanos(), latestNanos, now))
                .orElse(0L);
        if (waitNanos <= 0) {
            loser.close(CloseReason.TAKEN_OVER);
        } else {
            var unused = streams.scheduler().after(Duration.ofNanos(waitNanos), () -> replace(loser, latestNanos));
        }
    }

    /** Whether the incumbent has a right to stay: it waits for its turn, or its media is fresh. */
    private boolean isBusy() {
        if (current.isEmpty()) {
            return newest.isPresent();
        }
        long silentNanos = streams.nanoTime() - current.get().lastMediaNanos();
        return silentNanos < streams.settings().silentAfter().toNanos();
    }

    private Admission begin(
            Authorization.Granted grant, Publisher publisher, Claim claim, CompletableFuture<Void> turn) {
        List<MediaSink> sinks = streams.outputs().stream()
                .map(output -> output.open(grant.stream(), claim.epoch()))
                .toList();
        Publication publication = new Publication(
                grant,
                claim.epoch(),
                publisher,
                streams.now(),
                streams.nanoTime(),
                streams.settings().limits(),
                sinks,
                codec -> streams.outputs().stream().anyMatch(output -> output.carries(codec)),
                (ended, reason) -> end(ended, claim, reason, turn));
        current = Optional.of(publication);
        streams.observer().published(publication);
        return new Admission.Admitted(publication);
    }

    private void end(Publication publication, Claim claim, CloseReason reason, CompletableFuture<Void> turn) {
        current = Optional.empty();
        streams.claims().release(claim);
        streams.observer().ended(publication, reason);
        leave(publication.publisher());
        turn.complete(null);
    }

    /** Starts the resume window, unless somebody newer is waiting already. */
    private synchronized void leave(Publisher publisher) {
        if (newest.filter(publisher::equals).isPresent()) {
            newest = Optional.empty();
            finish = Optional.of(streams.scheduler().after(streams.settings().resumeWindow(), this::finish));
        }
    }

    private void finish() {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        CompletableFuture<Void> before;
        synchronized (this) {
            if (finish.isEmpty() || newest.isPresent()) {
                return;
            }
            finish = Optional.empty();
            before = tail;
            tail = turn;
        }
        var unused = before.thenRun(() -> {
            streams.outputs().forEach(output -> output.finish(name));
            streams.observer().finished(name);
            turn.complete(null);
        });
    }
}
