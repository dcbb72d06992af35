package dev.sluice.access;

import dev.sluice.bytes.Secret;
import dev.sluice.live.StreamName;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and checks playback tokens: the text of a {@link PlaybackToken}, a dot, and its HMAC-SHA-256 in base64url.
 *
 * <p>The same question is signed with the same text, so that many viewers may be given one token, and caches in front
 * keep one copy for all of them. Any thread.
 */
public final class PlaybackTokens {
    /** Characters of the longest text that is looked at. */
    private static final int LONGEST = 2_048;

    /** Clocks of replicas and of whoever signs may differ; an end is an end. */
    private static final Duration LEEWAY = Duration.ofSeconds(60);

    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final PlaybackSecrets secrets;

    public PlaybackTokens(PlaybackSecrets secrets) {
        this.secrets = secrets;
    }

    /** A token for {@code stream}; empty when no secret is configured. */
    public Optional<Secret> sign(StreamName stream, Instant notBefore, Instant expires, Optional<Network> addresses) {
        return secrets.signing().map(entry -> {
            String text = new PlaybackToken(entry.id(), stream, notBefore, expires, addresses).text();
            return new Secret(text + '.' + BASE64.encodeToString(mac(entry.secret(), text)));
        });
    }

    /**
     * When a token ends; empty when it is not good for this stream, address and time.
     *
     * @param stream the stream of the matched route
     */
    Optional<Instant> verify(Secret token, StreamName stream, String address, Instant now) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        String all = token.reveal();
        int dot = all.lastIndexOf('.');
        String text = all.substring(0, Math.max(0, dot));
        return PlaybackToken.read(text)
                .filter(said -> isSigned(said.secretId(), text, all.substring(dot + 1)))
                .filter(said -> said.stream().equals(stream))
                .filter(said -> !now.plus(LEEWAY).isBefore(said.notBefore()))
                .filter(said -> now.isBefore(said.expires()))
                .filter(said -> said.addresses()
                        .map(network -> network.contains(address))
                        .orElse(true))
                .map(PlaybackToken::expires);
    }

    /** Compares texts: of the same bytes there is one base64url form only that we sign. */
    private boolean isSigned(String secretId, String text, String signature) {
        return secrets.find(secretId)
                .filter(entry -> MessageDigest.isEqual(
                        BASE64.encode(mac(entry.secret(), text)), signature.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    private static byte[] mac(Secret secret, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", impossible);
        }
    }
}
