package dev.sluice.web;

import io.vertx.core.MultiMap;

/**
 * The headers of every page.
 *
 * <p>The policy names what hls.js needs and no more: {@code media-src blob:} is Media Source Extensions,
 * {@code worker-src} its transmuxer. No inline script, no inline style, no foreign origin.
 */
final class PageHeaders {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; worker-src 'self'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors ";

    private static final String PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";

    private PageHeaders() {}

    static void write(MultiMap headers, Framing framing) {
        headers.set("Content-Type", "text/html; charset=utf-8");
        headers.set("Content-Security-Policy", POLICY + framing.ancestors());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Permissions-Policy", PERMISSIONS);
    }
}
