package dev.sluice.hooks;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The messages that wait, at most so many: the oldest goes when there is no room. Safe for all threads.
 *
 * <p>Refusals may take half of the room and are not kept beyond it, so that a scanner cannot push out the news of an
 * encoder.
 */
public final class HookQueue {
    private final int capacity;
    private final HookObserver observer;
    private final Deque<HookMessage> waiting = new ArrayDeque<>();

    public HookQueue(int capacity, HookObserver observer) {
        this.capacity = capacity;
        this.observer = observer;
    }

    /** Takes a message, or drops it or an older one; {@code observer} is told which of both. */
    public void add(HookMessage message) {
        boolean dropped = false;
        synchronized (this) {
            if (message.event() instanceof HookEvent.Refused && waiting.size() >= capacity / 2) {
                dropped = true;
            } else {
                if (waiting.size() >= capacity) {
                    waiting.removeFirst();
                    dropped = true;
                }
                waiting.addLast(message);
            }
        }
        if (dropped) {
            observer.handled(HookOutcome.DROPPED);
        }
    }

    /** Takes the oldest out; it is the taker's to deliver. */
    public synchronized Optional<HookMessage> poll() {
        return Optional.ofNullable(waiting.pollFirst());
    }

    public synchronized int size() {
        return waiting.size();
    }
}
