package dev.sluice.delivery.http;

import java.util.Optional;

/**
 * Sends a playlist: compressed where the client allows it, 304 where it has the version, and always whole (players
 * mistake a part of a playlist for its length).
 */
final class PlaylistResponse {
    private PlaylistResponse() {}

    static void send(Exchange exchange, PlaylistAnswer answer, int maxAgeSeconds, ResponseKind kind) {
        if (exchange.isOver()) {
            return;
        }
        // With a token in every line it is another text for each token, not worth compressing.
        String suffix = exchange.ticket().suffix();
        boolean gzip = suffix.isEmpty() && accepts(exchange.header("Accept-Encoding"));
        // Two encodings are two representations: a strong validator must tell them apart.
        String etag = gzip ? answer.etag().replaceFirst("\"$", "-gz\"") : answer.etag();
        exchange.response()
                .putHeader("Content-Type", "application/vnd.apple.mpegurl")
                .putHeader("Vary", exchange.ticket().vary("Accept-Encoding"))
                .putHeader("ETag", etag)
                .putHeader("Last-Modified", answer.lastModified());
        exchange.caching(maxAgeSeconds, "");
        if (isKnown(exchange.header("If-None-Match"), etag)) {
            exchange.end(kind, 304);
            return;
        }
        if (gzip) {
            exchange.response().putHeader("Content-Encoding", "gzip");
        }
        exchange.send(kind, gzip ? answer.gzipped() : answer.with(suffix));
    }

    /** RFC 9110 §12.5.3, as far as one coding needs it: named or {@code *}, and not with {@code q=0}. */
    static boolean accepts(Optional<String> acceptEncoding) {
        for (String coding : acceptEncoding.orElse("").split(",", -1)) {
            String[] parts = coding.strip().split("\\s*;\\s*", -1);
            boolean named = parts[0].equalsIgnoreCase("gzip") || parts[0].equals("*");
            boolean refused = parts.length > 1 && parts[1].matches("q=0(\\.0*)?");
            if (named) {
                return !refused;
            }
        }
        return false;
    }

    private static boolean isKnown(Optional<String> ifNoneMatch, String etag) {
        for (String known : ifNoneMatch.orElse("").split(",", -1)) {
            String value = known.strip();
            if (value.equals("*") || value.equals(etag) || value.equals("W/" + etag)) {
                return true;
            }
        }
        return false;
    }
}
