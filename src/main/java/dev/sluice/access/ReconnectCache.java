package dev.sluice.access;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What the database said of good keys in the last minute, by digest: carries reconnecting encoders over a database that
 * is away.
 *
 * <p>Asked only when the database gave no answer, and judged anew each time. The price is that a key revoked elsewhere
 * while the database cannot be reached may come back within {@code keep}. Safe for several threads.
 */
public final class ReconnectCache {
    private static final int CAPACITY = 4_096;

    private final long keepNanos;
    private final Map<KeyDigest, Entry> keys = new BoundedMap<>(CAPACITY);

    private record Entry(KeyRecord key, long atNanos) {}

    /**
     * A cache that is empty.
     *
     * @param keep how long an answer may be used again; zero turns the cache off
     */
    public ReconnectCache(Duration keep) {
        this.keepNanos = keep.toNanos();
    }

    public synchronized void put(KeyDigest digest, KeyRecord key, long nowNanos) {
        if (keepNanos > 0) {
            keys.put(digest, new Entry(key, nowNanos));
        }
    }

    /** There is no such key any more, or it is not good. */
    public synchronized void remove(KeyDigest digest) {
        keys.remove(digest);
    }

    /** Something about these keys changed: what is known of them counts no more. */
    public synchronized void remove(Collection<UUID> keyIds) {
        keys.values().removeIf(entry -> keyIds.contains(entry.key().id()));
    }

    /** The keys of which something is known and young enough. */
    public synchronized List<KeyRecord> keys(long nowNanos) {
        keys.values().removeIf(entry -> nowNanos - entry.atNanos() >= keepNanos);
        return keys.values().stream().map(Entry::key).toList();
    }

    /** What the database said, if that is young enough. */
    public synchronized Optional<KeyRecord> find(KeyDigest digest, long nowNanos) {
        return Optional.ofNullable(keys.get(digest))
                .filter(entry -> nowNanos - entry.atNanos() < keepNanos)
                .map(Entry::key);
    }
}
