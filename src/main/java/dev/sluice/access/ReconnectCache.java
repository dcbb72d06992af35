package dev.sluice.access;

import dev.sluice.live.Authorization.Granted;
import dev.sluice.live.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Positive answers of the last minute, by digest: carries reconnecting encoders over a database that is away.
 *
 * <p>Asked only when the database gave no answer. The price is that a key revoked elsewhere meanwhile may come back
 * once within {@code keep}. Safe for several threads.
 */
public final class ReconnectCache {
    private static final int CAPACITY = 4_096;

    private final long keepNanos;
    private final Map<KeyDigest, Entry> answers = new BoundedMap<>(CAPACITY);

    private record Entry(Granted answer, long atNanos) {}

    /**
     * A cache that is empty.
     *
     * @param keep how long an answer may be used again; zero turns the cache off
     */
    public ReconnectCache(Duration keep) {
        this.keepNanos = keep.toNanos();
    }

    public synchronized void put(KeyDigest digest, Granted answer, long nowNanos) {
        if (keepNanos > 0) {
            answers.put(digest, new Entry(answer, nowNanos));
        }
    }

    /** What the database said last: anything but a grant ends the entry. */
    public synchronized void remove(KeyDigest digest) {
        answers.remove(digest);
    }

    /** Ends the entry of a key that was withdrawn. */
    public synchronized void remove(UUID keyId) {
        answers.values().removeIf(entry -> entry.answer().keyId().equals(keyId));
    }

    /** The answer given before, if it is young enough, is for the stream asked, and its key has not expired since. */
    public synchronized Optional<Granted> find(
            KeyDigest digest, Optional<StreamName> asked, long nowNanos, Instant now) {
        return Optional.ofNullable(answers.get(digest))
                .filter(entry -> nowNanos - entry.atNanos() < keepNanos)
                .map(Entry::answer)
                .filter(answer -> asked.map(answer.stream().name()::equals).orElse(true))
                .filter(answer -> answer.expires().map(now::isBefore).orElse(true));
    }
}
