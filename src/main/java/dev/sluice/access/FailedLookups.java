package dev.sluice.access;

import dev.sluice.live.AddressBlock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;

/**
 * What guessing costs: so many bad keys a minute and address, so many look-ups a second in all.
 *
 * <p>Good keys are free, and one that was good here within a day is always looked up, so that a neighbour behind the
 * same address, or a flood, cannot keep a known encoder out. Counts hold for this replica alone. Safe for several
 * threads.
 */
public final class FailedLookups {
    private static final int ADDRESSES = 100_000;
    private static final int KNOWN_KEYS = 10_000;
    private static final long KNOWN_NANOS = Duration.ofDays(1).toNanos();
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

    private final int failuresPerMinute;
    private final Map<AddressBlock, Bucket> failures = new BoundedMap<>(ADDRESSES);
    private final Map<KeyDigest, Long> known = new BoundedMap<>(KNOWN_KEYS);
    private final Bucket lookups;

    /** Counts with room for a burst as large as the rate, which holds 10 failures and 200 look-ups by default. */
    public FailedLookups(int failuresPerMinute, int lookupsPerSecond, long nowNanos) {
        this.failuresPerMinute = failuresPerMinute;
        this.lookups = new Bucket(lookupsPerSecond, SECOND_NANOS, nowNanos);
    }

    /** Whether an attempt without a well-formed key from this address is still answered. */
    public synchronized boolean admits(String remoteAddress, long nowNanos) {
        Bucket bucket = failures.get(block(remoteAddress));
        return bucket == null || bucket.has(nowNanos);
    }

    /** Whether the key may be looked up now; takes one look-up if so. */
    public synchronized boolean admitsLookup(String remoteAddress, KeyDigest digest, long nowNanos) {
        Long goodAtNanos = known.get(digest);
        if (goodAtNanos != null && nowNanos - goodAtNanos < KNOWN_NANOS) {
            return true;
        }
        return admits(remoteAddress, nowNanos) && lookups.take(nowNanos);
    }

    public synchronized void failed(String remoteAddress, long nowNanos) {
        failures.computeIfAbsent(block(remoteAddress), block -> new Bucket(failuresPerMinute, MINUTE_NANOS, nowNanos))
                .take(nowNanos);
    }

    public synchronized void succeeded(KeyDigest digest, long nowNanos) {
        known.put(digest, nowNanos);
    }

    private static AddressBlock block(String remoteAddress) {
        if (remoteAddress.indexOf(':') < 0) {
            return new AddressBlock(remoteAddress);
        }
        try {
            // A text with a colon is read as a literal or refused: no name is resolved here.
            return AddressBlock.of(InetAddress.getByName(remoteAddress).getAddress());
        } catch (UnknownHostException notNumeric) {
            return new AddressBlock(remoteAddress);
        }
    }

    /** A bucket that starts full and refills evenly. */
    private static final class Bucket {
        private final double capacity;
        private final double perNano;
        private double tokens;
        private long atNanos;

        Bucket(int capacity, long periodNanos, long nowNanos) {
            this.capacity = capacity;
            this.perNano = capacity / (double) periodNanos;
            this.tokens = capacity;
            this.atNanos = nowNanos;
        }

        boolean has(long nowNanos) {
            tokens = Math.min(capacity, tokens + Math.max(0, nowNanos - atNanos) * perNano);
            atNanos = nowNanos;
            return tokens >= 1;
        }

        boolean take(long nowNanos) {
            boolean had = has(nowNanos);
            tokens -= had ? 1 : 0;
            return had;
        }
    }
}
