package dev.sluice.hls;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Files that are listed no more but must still be there for players that have an older playlist: as long as the longest
 * list that named them and the file itself (RFC 8216 §6.2.2).
 */
final class Availability {
    private record Retired(String path, Instant until) {}

    private final Deque<Retired> retired = new ArrayDeque<>();
    private Instant latest = Instant.MIN;

    /** {@code path} may go at {@code until}, and not before those that were retired earlier. */
    void retire(String path, Instant until) {
        latest = until.isAfter(latest) ? until : latest;
        retired.add(new Retired(path, latest));
    }

    /** Hands every file whose time is over to {@code delete}. */
    void expire(Instant now, Consumer<String> delete) {
        while (!retired.isEmpty() && !retired.element().until().isAfter(now)) {
            delete.accept(retired.remove().path());
        }
    }

    boolean isEmpty() {
        return retired.isEmpty();
    }
}
