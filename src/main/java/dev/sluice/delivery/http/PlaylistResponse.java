package dev.sluice.delivery.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/**
 * Sends a playlist: compressed where the client allows it, 304 where it has the version, and always whole (players
 * mistake a part of a playlist for its length).
 */
final class PlaylistResponse {
    private PlaylistResponse() {}

    static void send(
            HttpServerRequest request,
            PlaylistAnswer answer,
            int maxAgeSeconds,
            ResponseKind kind,
            DeliveryTotals totals) {
        HttpServerResponse response = request.response();
        boolean gzip = accepts(Optional.ofNullable(request.getHeader("Accept-Encoding")));
        // Two encodings are two representations: a strong validator must tell them apart.
        String etag = gzip ? answer.etag().replaceFirst("\"$", "-gz\"") : answer.etag();
        response.putHeader("Content-Type", "application/vnd.apple.mpegurl")
                .putHeader("Cache-Control", "max-age=" + maxAgeSeconds)
                .putHeader("Vary", "Accept-Encoding")
                .putHeader("ETag", etag)
                .putHeader("Last-Modified", answer.lastModified());
        if (isKnown(Optional.ofNullable(request.getHeader("If-None-Match")), etag)) {
            totals.count(kind, 304, 0);
            response.setStatusCode(304).end();
            return;
        }
        Buffer body = gzip ? answer.gzipped() : answer.plain();
        if (gzip) {
            response.putHeader("Content-Encoding", "gzip");
        }
        response.putHeader("Content-Length", String.valueOf(body.length()));
        boolean head = HttpMethod.HEAD.equals(request.method());
        totals.count(kind, 200, head ? 0 : body.length());
        if (head) {
            response.end();
        } else {
            response.end(body);
        }
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
