package dev.sluice.access;

import dev.sluice.bytes.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The SHA-256 of a stream key, 32 bytes: all that is stored of it.
 *
 * <p>A fast digest on purpose: a key has 130 random bits, and a slow hash on the publish path would be a way to
 * overload it. A digest is no secret, but who holds it can test guesses of weak imported keys: it is not printed.
 */
public final class KeyDigest {
    private static final int SHOWN_BYTES = 4;

    private final byte[] sha256;

    private KeyDigest(byte[] sha256) {
        this.sha256 = sha256;
    }

    /** Digests the UTF-8 bytes of {@code key} as they are: a key of the house format must be canonical before. */
    public static KeyDigest of(Secret key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new KeyDigest(digest.digest(key.reveal().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    /** A copy of the 32 bytes, for the query. */
    public byte[] toArray() {
        return sha256.clone();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof KeyDigest other && MessageDigest.isEqual(sha256, other.sha256);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }

    @Override
    public String toString() {
        return "KeyDigest[" + HexFormat.of().formatHex(sha256, 0, SHOWN_BYTES) + "…]";
    }
}
