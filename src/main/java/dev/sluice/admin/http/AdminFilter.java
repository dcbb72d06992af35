package dev.sluice.admin.http;

import dev.sluice.admin.http.AdminAccess.Verdict;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets nobody call a resource without the admin token, unless the resource is {@link OpenToAnyone}. Decides on the
 * resource that the path was matched to, so no way of writing the path leads around it.
 */
public final class AdminFilter {
    /** How our own addresses are written; what is encoded, doubled or decorated is another address. */
    private static final Pattern PLAIN_PATH = Pattern.compile("/api/v1(/[a-z0-9_-]+)*");

    private static final String REALM = "Bearer realm=\"sluice\"";
    private static final int RETRY_SECONDS = 6;

    private final AdminAccess access;

    public AdminFilter(AdminAccess access) {
        this.access = access;
    }

    /** Runs behind the matching of the path and before the resource; a response ends the request. */
    @ServerRequestFilter
    public Optional<Response> filter(ResourceInfo resource, HttpServerRequest request) {
        if (!PLAIN_PATH.matcher(request.path()).matches()) {
            return Optional.of(notFound());
        }
        if (resource.getResourceClass().isAnnotationPresent(OpenToAnyone.class)) {
            return Optional.empty();
        }
        Verdict verdict = access.judge(
                Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION)),
                request.remoteAddress().hostAddress(),
                System.nanoTime());
        return switch (verdict) {
            case ALLOWED -> Optional.empty();
            case OFF -> Optional.of(notFound());
            case DENIED ->
                Optional.of(ProblemMappers.response(
                                Problem.of(ProblemKind.UNAUTHORIZED, "Send the header Authorization: Bearer <token>."))
                        .header(HttpHeaders.WWW_AUTHENTICATE, REALM)
                        .build());
            case LIMITED ->
                Optional.of(ProblemMappers.response(Problem.of(ProblemKind.RATE_LIMITED, "Try again later."))
                        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                        .build());
        };
    }

    private static Response notFound() {
        return ProblemMappers.response(Problem.of(ProblemKind.NOT_FOUND, "There is nothing at this address."))
                .build();
    }
}
