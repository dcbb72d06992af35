package dev.sluice.bytes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Text that must not be printed: a stream key, a token, or anything that may hold one. Redacted by type, so that no
 * log line, exception text or JSON answer can show it by accident.
 */
public final class Secret {
    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /** The text itself; the caller must not let it out. */
    public String reveal() {
        return text;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    public int length() {
        return text.length();
    }

    /** Compares in a time that depends on the length of {@code object} alone. */
    @Override
    public boolean equals(Object object) {
        return object instanceof Secret other
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), other.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
