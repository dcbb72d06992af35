package dev.sluice.delivery.http;

import io.vertx.core.http.HttpServerResponse;

/** Headers that answers below {@code /hls/} have in common. */
final class HlsHeaders {
    private HlsHeaders() {}

    /** On every status: players in foreign pages must be able to read errors too (Chromecast, Shaka). */
    static void everywhere(HttpServerResponse response) {
        response.putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Access-Control-Expose-Headers", "Date, Age, Content-Length, Content-Range, Server-Timing")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }

    static void preflight(HttpServerResponse response) {
        response.putHeader("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
                .putHeader("Access-Control-Allow-Headers", "*, Authorization")
                .putHeader("Access-Control-Max-Age", "86400");
    }
}
