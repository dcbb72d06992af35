package dev.sluice.access.http;

import dev.sluice.access.KeyDigest;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names for keys that no table numbers: the same key has the same name while this process runs. Salted, so that nobody
 * who reads a log can try guesses of weak keys.
 */
public final class SessionKeyIds {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec salt;

    /** {@code salt} is random and is told nobody. */
    public SessionKeyIds(byte[] salt) {
        this.salt = new SecretKeySpec(salt, ALGORITHM);
    }

    /** A UUID of version 8 (RFC 9562 §5.8), which no key of the database has. */
    UUID of(KeyDigest digest) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(salt);
            ByteBuffer bytes = ByteBuffer.wrap(mac.doFinal(digest.toArray()));
            long high = (bytes.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000L;
            return new UUID(high, (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
