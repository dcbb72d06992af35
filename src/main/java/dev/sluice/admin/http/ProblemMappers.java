package dev.sluice.admin.http;

import dev.sluice.access.RegistryUnavailable;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Failures of resources as a {@link Problem}. A path that no resource has is left to whoever comes behind, so nothing
 * here may catch everything; what nobody foresaw ends in {@link ApiRoutes}.
 */
public final class ProblemMappers {
    private static final Logger LOG = Logger.getLogger("dev.sluice.admin");
    private static final int RETRY_SECONDS = 2;
    private static final long WARN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong warnedNanos = new AtomicLong(System.nanoTime() - 2 * WARN_NANOS);

    /** What the resources refuse in words. */
    @ServerExceptionMapper
    public Response refused(Refused refused) {
        return response(refused.problem()).build();
    }

    /** The database gave no answer. */
    @ServerExceptionMapper
    public Response unavailable(RegistryUnavailable unavailable) {
        warn(unavailable);
        return response(Problem.of(
                        ProblemKind.DATABASE_UNAVAILABLE,
                        "Streams and keys cannot be read or changed now. Live streams go on."))
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .build();
    }

    /** Whoever polls would fill the log otherwise. */
    private void warn(RegistryUnavailable unavailable) {
        long now = System.nanoTime();
        long last = warnedNanos.get();
        if (now - last > WARN_NANOS && warnedNanos.compareAndSet(last, now)) {
            LOG.warnf("event=api_unavailable cause=\"%s\"", unavailable.getMessage());
        }
    }

    /** A path that exists, asked in a way that does not. */
    @ServerExceptionMapper
    public Response notAllowed(NotAllowedException refused) {
        return response(Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "This address does not take this method."))
                .build();
    }

    /** Only JSON is given. */
    @ServerExceptionMapper
    public Response notAcceptable(NotAcceptableException refused) {
        return response(Problem.of(ProblemKind.NOT_ACCEPTABLE, "The answer is application/json."))
                .build();
    }

    /** A header or parameter that the framework could not read. */
    @ServerExceptionMapper
    public Response bad(BadRequestException refused) {
        return response(Problem.of(ProblemKind.INVALID_REQUEST, "The request cannot be read."))
                .build();
    }

    static Response.ResponseBuilder response(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    }
}
