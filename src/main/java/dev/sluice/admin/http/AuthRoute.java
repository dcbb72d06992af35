package dev.sluice.admin.http;

import dev.sluice.bytes.Secret;
import dev.sluice.live.Authorization;
import dev.sluice.live.CloseReason;
import dev.sluice.live.PublishAttempt;
import dev.sluice.live.PublishAuthorizer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code POST /auth} with a form field {@code key}: 200 or 401 in plain text, as nginx-rtmp's {@code on_publish} asks.
 *
 * <p>The same check, limits and answers as for publishing. 503 when the database is away, never 200 or 401: the caller
 * has to be able to tell "no" from "I do not know". Other fields, which nginx-rtmp sends many of, are ignored; a key
 * that is missing is a bad key.
 */
public final class AuthRoute {
    private static final String PATH = "/auth";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int MAX_BODY_BYTES = 64 * 1024;
    /** The time in which one of ten failed look-ups a minute is forgiven. */
    private static final String RETRY_RATE_SECONDS = "6";

    private static final String RETRY_DATABASE_SECONDS = "2";

    private final PublishAuthorizer authorizer;

    public AuthRoute(PublishAuthorizer authorizer) {
        this.authorizer = authorizer;
    }

    /** Adds the route; other methods on its path are answered 405. */
    public void mount(Router router) {
        router.route(PATH).handler(this::receive);
    }

    private void receive(RoutingContext context) {
        if (!context.request().method().equals(HttpMethod.POST)) {
            context.response().putHeader(HttpHeaders.ALLOW, "POST");
            answer(context, 405, "use POST");
        } else if (!isForm(context)) {
            answer(context, 415, "send a form: " + FORM);
        } else {
            new BoundedBody(context.request(), MAX_BODY_BYTES)
                    .read(body -> check(context, body.toString(StandardCharsets.UTF_8)), () -> {
                        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
                        answer(context, 413, "the form is too large");
                    });
        }
    }

    private static boolean isForm(RoutingContext context) {
        String type = Optional.ofNullable(context.request().getHeader(HttpHeaders.CONTENT_TYPE))
                .orElse(FORM);
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(FORM);
    }

    private void check(RoutingContext context, String body) {
        Optional<List<String>> keys = FormBody.values(body, "key");
        if (keys.isEmpty() || keys.get().size() > 1) {
            answer(context, 400, "the form cannot be read");
            return;
        }
        Secret key = new Secret(keys.get().isEmpty() ? "" : keys.get().get(0));
        String address = context.request().remoteAddress().hostAddress();
        authorizer
                .authorize(new PublishAttempt(key, Optional.empty(), address))
                .whenComplete((authorization, failure) -> context.vertx()
                        .getOrCreateContext()
                        .runOnContext(now -> {
                            if (failure == null) {
                                answer(context, authorization);
                            } else {
                                unavailable(context);
                            }
                        }));
    }

    private static void answer(RoutingContext context, Authorization authorization) {
        if (authorization instanceof Authorization.Granted) {
            answer(context, 200, "allowed");
        } else if (authorization instanceof Authorization.Denied denied) {
            if (denied.reason() == CloseReason.RATE_LIMITED) {
                context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_RATE_SECONDS);
                answer(context, 429, "too many bad keys from this address");
            } else {
                answer(context, 401, "denied");
            }
        } else {
            unavailable(context);
        }
    }

    private static void unavailable(RoutingContext context) {
        context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_DATABASE_SECONDS);
        answer(context, 503, "the key cannot be checked now");
    }

    private static void answer(RoutingContext context, int status, String text) {
        if (!context.response().ended() && !context.response().closed()) {
            context.response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .putHeader("X-Content-Type-Options", "nosniff")
                    .end(text + "\n");
        }
    }
}
