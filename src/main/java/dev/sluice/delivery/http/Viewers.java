package dev.sluice.delivery.http;

import dev.sluice.hls.Format;
import dev.sluice.hls.PresentationObserver;
import dev.sluice.hls.PresentationSnapshot;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts who watches: a viewer is active while it fetched a segment or a part within max(3 × target duration,
 * 10 s).
 *
 * <p>Told apart by the player's CMCD session id, else by a salted hash of address and user agent; the salt lives in
 * memory only, so nothing about a viewer can be kept or compared later.
 */
public final class Viewers implements PresentationObserver {
    private static final Pattern CMCD_SESSION = Pattern.compile("sid=\"([^\"]{1,64})\"");
    private static final int MAX_REMEMBERED = 100_000;

    private final ConcurrentHashMap<String, Audience> audiences = new ConcurrentHashMap<>();
    private final byte[] salt;
    private final LongSupplier nanoClock;

    /** Starts with nobody; {@code salt} is random and of this process alone. */
    public Viewers(byte[] salt, LongSupplier nanoClock) {
        this.salt = salt.clone();
        this.nanoClock = nanoClock;
    }

    /** A segment or a part of a live stream was asked for; a request that is held counts at once. */
    void sawMedia(String stream, int targetDurationSeconds, HttpServerRequest request) {
        if (HttpMethod.GET.equals(request.method())) {
            audiences.computeIfAbsent(stream, name -> new Audience()).saw(identity(request), targetDurationSeconds);
        }
    }

    /** How many watch a stream now. */
    public long active(String stream) {
        return Optional.ofNullable(audiences.get(stream)).map(Audience::count).orElse(0L);
    }

    @Override
    public void changed(PresentationSnapshot snapshot) {}

    /** With the presentation goes the memory of who watched it. */
    @Override
    public void gone(String stream, Format format) {
        audiences.remove(stream);
    }

    private String identity(HttpServerRequest request) {
        Matcher session = CMCD_SESSION.matcher(cmcd(request));
        if (session.find()) {
            return session.group(1);
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            digest.update(request.remoteAddress().hostAddress().getBytes(StandardCharsets.UTF_8));
            digest.update(Optional.ofNullable(request.getHeader("User-Agent"))
                    .orElse("")
                    .getBytes(StandardCharsets.UTF_8));
            return new String(digest.digest(), StandardCharsets.ISO_8859_1);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** In a header, or in the query of players that fear preflights. */
    private static String cmcd(HttpServerRequest request) {
        String header = request.getHeader("CMCD-Session");
        String query = request.query();
        if (header != null || query == null || !query.contains("CMCD=")) {
            return header == null ? "" : header;
        }
        try {
            return URLDecoder.decode(query, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private final class Audience {
        private final ConcurrentHashMap<String, Long> lastSeenNanos = new ConcurrentHashMap<>();
        private volatile long patienceNanos = TimeUnit.SECONDS.toNanos(10);

        void saw(String identity, int targetDurationSeconds) {
            patienceNanos = TimeUnit.SECONDS.toNanos(Math.max(3L * targetDurationSeconds, 10));
            if (lastSeenNanos.size() < MAX_REMEMBERED || lastSeenNanos.containsKey(identity)) {
                lastSeenNanos.put(identity, nanoClock.getAsLong());
            }
        }

        long count() {
            long now = nanoClock.getAsLong();
            lastSeenNanos.values().removeIf(seen -> now - seen > patienceNanos);
            return lastSeenNanos.size();
        }
    }
}
