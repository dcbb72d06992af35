package dev.sluice.admin.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * What is around the resources below {@code /api/}: headers of every answer, and the answers where there is
 * nothing or something went wrong.
 */
public final class ApiRoutes {
    private static final Logger LOG = Logger.getLogger("dev.sluice.admin");
    private static final String BELOW = "/api/*";
    private static final int BEFORE_ALL_OTHERS = -1_000_000;
    /** Behind the resources, before the page that people get. */
    private static final int AFTER_RESOURCES = Integer.MAX_VALUE - 1;

    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);
    private static final String REQUEST_ID = "X-Request-Id";
    private static final Pattern REQUEST_ID_GRAMMAR = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private ApiRoutes() {}

    public static void install(Router router) {
        router.route(BELOW).order(BEFORE_ALL_OTHERS).handler(ApiRoutes::begin).failureHandler(ApiRoutes::failed);
        router.route(BELOW)
                .order(AFTER_RESOURCES)
                .handler(context -> answer(context, Problem.of(ProblemKind.NOT_FOUND, "There is nothing here.")));
    }

    /** What the client called its request, or what we did; the answer and the audit carry it. */
    static String requestId(RoutingContext context) {
        return Optional.<String>ofNullable(context.get(REQUEST_ID)).orElse("");
    }

    private static void begin(RoutingContext context) {
        context.put(
                REQUEST_ID,
                Optional.ofNullable(context.request().getHeader(REQUEST_ID))
                        .filter(id -> REQUEST_ID_GRAMMAR.matcher(id).matches())
                        .orElseGet(() -> UUID.randomUUID().toString()));
        context.addHeadersEndHandler(sent -> writeHeaders(context));
        if (METHODS.contains(context.request().method())) {
            context.next();
        } else {
            // Nor OPTIONS: no other page may read any of this with more than a plain GET.
            answer(context, Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "Nothing here takes this method."));
        }
    }

    private static void writeHeaders(RoutingContext context) {
        MultiMap headers = context.response().headers();
        headers.set(REQUEST_ID, requestId(context));
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
    }

    /** Our own mistake: nobody has foreseen it, the log has it, and the answer does not. */
    private static void failed(RoutingContext context) {
        if (context.failure() == null && context.statusCode() < 500) {
            answer(context, Problem.of(ProblemKind.INVALID_REQUEST, "The request cannot be served."));
        } else {
            LOG.errorf(context.failure(), "event=api_failed request=%s", requestId(context));
            answer(context, Problem.of(ProblemKind.INTERNAL, "The server made a mistake; its log has the details."));
        }
    }

    private static void answer(RoutingContext context, Problem problem) {
        if (context.response().headWritten() || context.response().closed()) {
            return;
        }
        try {
            context.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(JSON.writeValueAsString(problem));
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
