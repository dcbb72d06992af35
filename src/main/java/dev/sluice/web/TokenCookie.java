package dev.sluice.web;

import dev.sluice.bytes.Secret;
import dev.sluice.live.Playback;
import dev.sluice.live.PlaybackAuthorizer;
import dev.sluice.live.StreamName;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Turns the token in a page's address into the cookie that the requests of its player carry (TOK-6): the address of a
 * page is copied and logged, the addresses of its media need not hold the token too.
 */
final class TokenCookie {
    private final PlaybackAuthorizer authorizer;
    private final InstantSource clock;

    /** Where the player stands. */
    enum Page {
        /** A page of our own. */
        WATCH("; SameSite=Lax"),
        /** In a page of others; browsers take such a cookie over TLS only. */
        EMBED("; SameSite=None; Secure; Partitioned");

        private final String attributes;

        Page(String attributes) {
            this.attributes = attributes;
        }
    }

    TokenCookie(PlaybackAuthorizer authorizer, InstantSource clock) {
        this.authorizer = authorizer;
        this.clock = clock;
    }

    /** Writes what a page of the stream needs into the answer's headers; the status that it is to have. */
    int admit(RoutingContext context, StreamName stream, Page page) {
        List<String> given = context.queryParam("token");
        Optional<Secret> token = given.stream().findFirst().map(Secret::new);
        Playback decision = authorizer.decide(
                stream, token, context.request().remoteAddress().hostAddress());
        HttpServerResponse response = context.response();
        if (decision instanceof Playback.Granted granted) {
            Duration life = Duration.between(clock.instant(), granted.expires());
            boolean isSecured = "https".equals(context.request().scheme());
            response.putHeader("Cache-Control", "no-store")
                    .putHeader(
                            "Set-Cookie",
                            PlaybackAuthorizer.cookieName(stream) + "="
                                    + token.map(Secret::reveal).orElse("") + "; Path=/hls/; HttpOnly; Max-Age="
                                    + Math.max(0, life.toSeconds()) + page.attributes
                                    + (isSecured && page == Page.WATCH ? "; Secure" : ""));
            return 200;
        }
        if (decision instanceof Playback.Refused refused && refused.why() != Playback.Why.STREAM_UNKNOWN) {
            response.putHeader("Cache-Control", "no-store");
            if (refused.why() == Playback.Why.TOKEN_MISSING) {
                response.putHeader("WWW-Authenticate", "Bearer");
                return 401;
            }
            return 403;
        }
        return 200;
    }
}
