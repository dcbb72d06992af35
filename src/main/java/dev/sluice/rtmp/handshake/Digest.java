package dev.sluice.rtmp.handshake;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 as the Flash handshake uses it: a digest inside C1 and S1, a signature at the end of C2 and S2. */
final class Digest {
    static final int PACKET_BYTES = 1536;
    static final int DIGEST_BYTES = 32;

    static final byte[] CLIENT_KEY = "Genuine Adobe Flash Player 001".getBytes(StandardCharsets.US_ASCII);
    static final byte[] SERVER_KEY = "Genuine Adobe Flash Media Server 001".getBytes(StandardCharsets.US_ASCII);

    /** Follows the text in the keys for signatures; the same in every client and server. */
    private static final byte[] KEY_TAIL =
            HexFormat.of().parseHex("f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae");

    static final byte[] FULL_CLIENT_KEY = join(CLIENT_KEY, KEY_TAIL);
    static final byte[] FULL_SERVER_KEY = join(SERVER_KEY, KEY_TAIL);

    private Digest() {}

    /** The layout in which {@code packet} holds a digest made with {@code key}; empty when it holds none. */
    static Optional<DigestLayout> find(byte[] packet, byte[] key) {
        // Whoever leaves the version at zero makes no digest (OBS, librtmp, GStreamer): save the two HMACs.
        if ((packet[4] | packet[5] | packet[6] | packet[7]) == 0) {
            return Optional.empty();
        }
        return Arrays.stream(DigestLayout.values())
                .filter(layout -> MessageDigest.isEqual(digestIn(packet, layout), over(packet, layout, key)))
                .findFirst();
    }

    /** The 32 bytes where {@code layout} has them, right or not. */
    static byte[] digestIn(byte[] packet, DigestLayout layout) {
        int at = layout.digestAt(packet);
        return Arrays.copyOfRange(packet, at, at + DIGEST_BYTES);
    }

    /** Writes the digest into a packet that is complete but for it. */
    static void put(byte[] packet, DigestLayout layout, byte[] key) {
        byte[] digest = over(packet, layout, key);
        System.arraycopy(digest, 0, packet, layout.digestAt(packet), DIGEST_BYTES);
    }

    /** Signs C2 or S2: the last 32 bytes answer the digest of the peer's first packet. */
    static void sign(byte[] packet, byte[] fullKey, byte[] peerDigest) {
        byte[] signature = signature(packet, fullKey, peerDigest);
        System.arraycopy(signature, 0, packet, PACKET_BYTES - DIGEST_BYTES, DIGEST_BYTES);
    }

    /** What the last 32 bytes of {@code packet} must be. */
    static byte[] signature(byte[] packet, byte[] fullKey, byte[] peerDigest) {
        Mac mac = hmac(hmac(fullKey).doFinal(peerDigest));
        mac.update(packet, 0, PACKET_BYTES - DIGEST_BYTES);
        return mac.doFinal();
    }

    private static byte[] over(byte[] packet, DigestLayout layout, byte[] key) {
        int at = layout.digestAt(packet);
        Mac mac = hmac(key);
        mac.update(packet, 0, at);
        mac.update(packet, at + DIGEST_BYTES, PACKET_BYTES - at - DIGEST_BYTES);
        return mac.doFinal();
    }

    private static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
