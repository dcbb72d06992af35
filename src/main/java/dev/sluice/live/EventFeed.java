package dev.sluice.live;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What happens on this replica, told to those who listen and remembered for those who come back. Safe for all threads;
 * listeners are called one event at a time and may neither block nor throw.
 */
public final class EventFeed implements LiveObserver, RefusalObserver {
    private static final int REMEMBERED = 500;
    private static final long NUMBERS_A_MILLI = 1_000;

    private final InstantSource clock;
    private final int maxListeners;
    private final List<Consumer<LiveEvent>> listeners = new ArrayList<>();
    private final Deque<LiveEvent> recent = new ArrayDeque<>();
    private long lastNumber;

    /** Numbers begin with the time, so that a client that knows those of an earlier process is not lost. */
    public EventFeed(InstantSource clock, int maxListeners) {
        this.clock = clock;
        this.maxListeners = maxListeners;
        this.lastNumber = clock.millis() * NUMBERS_A_MILLI;
    }

    public synchronized boolean isFull() {
        return listeners.size() >= maxListeners;
    }

    /**
     * Tells {@code listener} what is remembered from behind {@code after}, then everything as it happens.
     *
     * @return what ends this, or empty when there are as many listeners as there may be
     */
    public synchronized Optional<Runnable> listen(long after, Consumer<LiveEvent> listener) {
        if (isFull()) {
            return Optional.empty();
        }
        recent.stream().filter(event -> event.number() > after).forEach(listener);
        listeners.add(listener);
        return Optional.of(() -> forget(listener));
    }

    /** The number of the newest event: who listens from there on hears only what is new. */
    public synchronized long newest() {
        return lastNumber;
    }

    @Override
    public void published(Publication publication) {
        String software = publication.publisher().software();
        tell(
                LiveEvent.Kind.PUBLISHED,
                Optional.of(publication.stream().name()),
                Optional.empty(),
                Optional.of(publication.publisher().remoteAddress()),
                software.isEmpty() ? "An encoder publishes." : software + " publishes.");
    }

    @Override
    public void ended(Publication publication, CloseReason reason) {
        tell(
                LiveEvent.Kind.ENDED,
                Optional.of(publication.stream().name()),
                Optional.of(reason.word()),
                Optional.of(publication.publisher().remoteAddress()),
                reason.sentence());
    }

    @Override
    public void finished(StreamName stream) {
        // That nobody came back is no news: the end was.
    }

    @Override
    public void takenOver(StreamName stream, boolean fight) {
        tell(
                LiveEvent.Kind.TAKEN_OVER,
                Optional.of(stream),
                Optional.empty(),
                Optional.empty(),
                fight ? "Two encoders replace each other again and again." : "Another encoder takes the stream over.");
    }

    @Override
    public void refused(String remoteAddress, CloseReason reason) {
        tell(
                LiveEvent.Kind.REFUSED,
                Optional.empty(),
                Optional.of(reason.word()),
                Optional.of(remoteAddress),
                reason.sentence());
    }

    /** The encoder's time stamps jumped, or what it sends harms its viewers. */
    public void noticed(LiveEvent.Kind kind, StreamName stream, String text) {
        tell(kind, Optional.of(stream), Optional.empty(), Optional.empty(), text);
    }

    private synchronized void tell(
            LiveEvent.Kind kind,
            Optional<StreamName> stream,
            Optional<String> reason,
            Optional<String> address,
            String text) {
        LiveEvent event = new LiveEvent(++lastNumber, clock.instant(), kind, stream, reason, address, text);
        if (recent.size() == REMEMBERED) {
            recent.removeFirst();
        }
        recent.addLast(event);
        List.copyOf(listeners).forEach(listener -> listener.accept(event));
    }

    @SuppressWarnings("ReferenceEquality") // This listener, not one like it.
    private synchronized void forget(Consumer<LiveEvent> listener) {
        listeners.removeIf(other -> other == listener);
    }
}
