package dev.sluice.hooks;

import dev.sluice.live.CloseReason;
import dev.sluice.live.LiveObserver;
import dev.sluice.live.Publication;
import dev.sluice.live.RefusalObserver;
import dev.sluice.live.StreamName;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes events of what the core tells; on the threads of the core, which it does not keep. */
public final class HookEvents implements LiveObserver, RefusalObserver {
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final Consumer<HookMessage> queue;

    /** {@code queue} takes messages on any thread and returns at once. */
    public HookEvents(InstantSource clock, Supplier<String> ids, Consumer<HookMessage> queue) {
        this.clock = clock;
        this.ids = ids;
        this.queue = queue;
    }

    @Override
    public void published(Publication publication) {
        tell(new HookEvent.Published(
                publication.stream().name(),
                publication.epoch(),
                publication.publisher().keyId(),
                publication.publisher().remoteAddress(),
                publication.publisher().software()));
    }

    @Override
    public void ended(Publication publication, CloseReason reason) {
        tell(new HookEvent.Ended(
                publication.stream().name(),
                publication.epoch(),
                publication.publisher().keyId(),
                publication.publisher().remoteAddress(),
                reason,
                Duration.between(publication.since(), clock.instant())));
    }

    @Override
    public void finished(StreamName stream) {}

    @Override
    public void takenOver(StreamName stream, boolean fight) {}

    @Override
    public void refused(String remoteAddress, CloseReason reason) {
        tell(new HookEvent.Refused(remoteAddress, reason));
    }

    /** The lists of a recording were handed to the volume; {@code path} begins with {@code /hls/}. */
    public void recorded(StreamName stream, long epoch, String path) {
        tell(new HookEvent.Recorded(stream, epoch, path));
    }

    private void tell(HookEvent event) {
        queue.accept(new HookMessage(ids.get(), clock.instant(), event));
    }
}
