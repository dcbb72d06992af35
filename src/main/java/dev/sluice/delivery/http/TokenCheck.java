package dev.sluice.delivery.http;

import dev.sluice.bytes.Secret;
import dev.sluice.live.Playback;
import dev.sluice.live.PlaybackAuthorizer;
import dev.sluice.live.StreamName;
import io.vertx.core.http.Cookie;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who may have what lies below {@code /hls/}: decided on the stream of the parsed name, before anything is looked up,
 * in memory.
 */
final class TokenCheck {
    private static final String PARAMETER = "token=";

    private final PlaybackAuthorizer authorizer;
    private final Predicate<String> shown;

    /** {@code shown} tells whether there is a presentation of a stream. */
    TokenCheck(PlaybackAuthorizer authorizer, Predicate<String> shown) {
        this.authorizer = authorizer;
        this.shown = shown;
    }

    /** Gives the exchange its ticket, or answers it; says which. May be asked again after a wait. */
    boolean admits(Exchange exchange, ResponseKind kind, String streamName) {
        StreamName stream = new StreamName(streamName);
        Optional<Secret> query = query(exchange.query());
        Optional<Secret> token = query.or(() -> cookie(exchange, stream));
        Playback decision = authorizer.decide(stream, token, exchange.address());
        if (decision instanceof Playback.Open) {
            exchange.admit(Ticket.OPEN);
            return true;
        }
        if (decision instanceof Playback.Granted granted) {
            Ticket.Carrier carrier = query.isPresent() ? Ticket.Carrier.QUERY : Ticket.Carrier.COOKIE;
            exchange.admit(new Ticket(carrier, token, granted.expires()));
            return true;
        }
        refuse(exchange, kind, stream, ((Playback.Refused) decision).why());
        return false;
    }

    private void refuse(Exchange exchange, ResponseKind kind, StreamName stream, Playback.Why why) {
        if (exchange.isOver()) {
            return;
        }
        // Of what nobody has ever heard of there is nothing to hide, and players wait for a 404 to end.
        if (why == Playback.Why.STREAM_UNKNOWN && !shown.test(stream.value())) {
            exchange.notFound(kind, "There is no such stream.");
        } else if (why == Playback.Why.TOKEN_REFUSED) {
            exchange.fail(kind, 403, "The token is not good for this stream, or not any more.");
        } else {
            exchange.response().putHeader("WWW-Authenticate", "Bearer");
            exchange.fail(kind, 401, "This stream is private: it needs a token.");
        }
    }

    /** A token that comes twice is none: a cache in front might look at the other one. */
    private static Optional<Secret> query(String query) {
        Optional<Secret> found = Optional.empty();
        for (String pair : query.contains(PARAMETER) ? query.split("&", -1) : new String[0]) {
            if (pair.startsWith(PARAMETER)) {
                found = Optional.of(new Secret(found.isPresent() ? "" : pair.substring(PARAMETER.length())));
            }
        }
        return found;
    }

    private static Optional<Secret> cookie(Exchange exchange, StreamName stream) {
        return Optional.ofNullable(exchange.request().getCookie(PlaybackAuthorizer.cookieName(stream)))
                .map(Cookie::getValue)
                .map(Secret::new);
    }
}
