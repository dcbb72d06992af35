package dev.sluice.hooks;

import dev.sluice.bytes.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What messages are signed with, in the form of Standard Webhooks 1.0: {@code whsec_} and 24 to 64 bytes in base64.
 *
 * <p>Signed are id, time and body with a dot between: a message that somebody recorded is not good later, and not with
 * another id.
 */
public final class HookSecret {
    /** The form, for people. */
    public static final String FORM = "whsec_ and 24 to 64 random bytes in base64";

    private static final String PREFIX = "whsec_";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private HookSecret(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** Empty when the text has another form. */
    public static Optional<HookSecret> parse(Secret text) {
        if (!text.reveal().startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(text.reveal().substring(PREFIX.length()));
            boolean isLongEnough = key.length >= LEAST_BYTES && key.length <= MOST_BYTES;
            return isLongEnough ? Optional.of(new HookSecret(key)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The header {@code webhook-signature}: {@code v1,} and the base64 of the HMAC-SHA-256. */
    public String sign(String id, long unixSeconds, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            String signed = id + "." + unixSeconds + "." + body;
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    @Override
    public String toString() {
        return "HookSecret[redacted]";
    }
}
