package dev.sluice.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * How a create is known again when its client repeats it, because the answer got lost.
 *
 * @param key what the client chose, different for each thing that it wants made
 * @param request what it asked for, in any form that is equal for equal requests
 */
public record Idempotency(Optional<String> key, String request) {
    /** A create that makes something new each time. */
    public static final Idempotency NONE = new Idempotency(Optional.empty(), "");

    /** 32 bytes that stand for the client's key within one call, such as {@code key.create studio}. */
    public byte[] scope(String call) {
        return sha256(call + "\n" + key.orElse(""));
    }

    /** 32 bytes that stand for the request. */
    public byte[] requestDigest() {
        return sha256(request);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
