package dev.sluice.delivery.http;

import dev.sluice.bytes.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * By what right a request is answered, and what follows from it for caches and for the addresses in playlists.
 *
 * @param carrier what brought the token
 * @param token none for a public stream
 * @param expires when the right ends
 */
record Ticket(Carrier carrier, Optional<Secret> token, Instant expires) {
    /** For a public stream. */
    static final Ticket OPEN = new Ticket(Carrier.NONE, Optional.empty(), Instant.MAX);

    /** How a token came. */
    enum Carrier {
        NONE,
        QUERY,
        COOKIE
    }

    boolean isPrivate() {
        return carrier != Carrier.NONE;
    }

    /**
     * The value of Cache-Control. No copy outlives the token that it was answered for. With a cookie the address alone
     * does not tell who may have it: {@code private} for caches that do not look at Vary.
     */
    String caching(long maxAgeSeconds, String more, Instant now) {
        long seconds = maxAgeSeconds;
        if (isPrivate()) {
            seconds = Math.max(
                    0, Math.min(maxAgeSeconds, Duration.between(now, expires).toSeconds()));
        }
        return (carrier == Carrier.COOKIE ? "private, max-age=" : "max-age=") + seconds + more;
    }

    /** The value of Vary; {@code other} is what else the answer depends on, or empty. */
    String vary(String other) {
        if (carrier != Carrier.COOKIE) {
            return other;
        }
        return other.isEmpty() ? "Cookie" : other + ", Cookie";
    }

    /** What has to follow every address in a playlist. */
    String suffix() {
        return carrier == Carrier.QUERY ? "?token=" + token.map(Secret::reveal).orElse("") : "";
    }
}
