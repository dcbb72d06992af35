package dev.sluice.access;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Identifiers of keys: UUID version 7 (RFC 9562 §5.7), so that they sort by the time of their making. */
public final class KeyId {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT_RFC = 0x8000_0000_0000_0000L;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;

    private KeyId() {}

    /** 48 bits of Unix milliseconds, then 74 random bits around version and variant. */
    public static UUID generate(Instant now, RandomGenerator random) {
        long high = now.toEpochMilli() << 16 | VERSION_7 | (random.nextLong() & 0xFFF);
        return new UUID(high, VARIANT_RFC | (random.nextLong() & VARIANT_MASK));
    }
}
