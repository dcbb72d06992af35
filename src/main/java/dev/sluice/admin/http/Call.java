package dev.sluice.admin.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.access.Caller;
import dev.sluice.access.Idempotency;
import dev.sluice.access.Outcome;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/** What every administrative call has beside its path and body. */
final class Call {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Pattern IDEMPOTENCY_GRAMMAR = Pattern.compile("[!-~]{1,255}");
    private static final Pattern UUID_GRAMMAR =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final Set<String> JSON_TYPES = Set.of("application/json", "application/merge-patch+json");

    private final RoutingContext context;

    Call(RoutingContext context) {
        this.context = context;
    }

    Caller caller() {
        return new Caller(context.request().remoteAddress().hostAddress(), ApiRoutes.requestId(context));
    }

    /**
     * The JSON object in the body. Read on the event loop and bounded: the framework would read it on a worker thread,
     * which a slow client could hold.
     */
    CompletionStage<ObjectNode> json() {
        return body().thenApply(this::parse);
    }

    /** Like {@link #json}, but no body at all is an empty object. */
    CompletionStage<ObjectNode> jsonOrEmpty() {
        return body().thenApply(body -> body.length() == 0 ? JsonBody.EMPTY.deepCopy() : parse(body));
    }

    private CompletionStage<Buffer> body() {
        CompletableFuture<Buffer> whole = new CompletableFuture<>();
        new BoundedBody(context.request(), MAX_BODY_BYTES).read(whole::complete, () -> {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            whole.completeExceptionally(
                    new Refused(ProblemKind.TOO_LARGE, "The body may have " + MAX_BODY_BYTES + " bytes at most."));
        });
        return whole;
    }

    private ObjectNode parse(Buffer body) {
        String type = Optional.ofNullable(context.request().getHeader(HttpHeaders.CONTENT_TYPE))
                .orElse("");
        if (!JSON_TYPES.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
            throw new Refused(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.");
        }
        return JsonBody.parse(body.getBytes());
    }

    Preconditions preconditions() {
        List<String> lines = context.request().headers().getAll("If-Match");
        return Preconditions.of(lines.isEmpty() ? Optional.empty() : Optional.of(String.join(",", lines)));
    }

    /** {@code request} is equal for equal requests. */
    Idempotency idempotency(String request) {
        List<String> keys = context.request().headers().getAll(IDEMPOTENCY_KEY);
        boolean readable = keys.size() <= 1
                && keys.stream()
                        .allMatch(key -> IDEMPOTENCY_GRAMMAR.matcher(key).matches());
        if (!readable) {
            throw new Refused(Problem.of(
                    ProblemKind.INVALID_REQUEST,
                    "A header cannot be read.",
                    List.of(new Problem.Violation(IDEMPOTENCY_KEY, "has to be 1 to 255 visible characters, once"))));
        }
        return keys.isEmpty() ? Idempotency.NONE : new Idempotency(Optional.of(keys.get(0)), request);
    }

    /** The id as it is written in lists; empty for everything else. */
    static Optional<UUID> id(String text) {
        return UUID_GRAMMAR.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }

    static Refused notFound() {
        return new Refused(ProblemKind.NOT_FOUND, "There is no such stream or key.");
    }

    /** A refusal of the registries in words. */
    static Refused refused(Outcome.Refusal why) {
        return switch (why) {
            case NOT_FOUND -> notFound();
            case EXISTS -> new Refused(ProblemKind.ALREADY_EXISTS, "There is a stream of this name.");
            case STALE -> Preconditions.stale();
            case TOO_MANY_KEYS ->
                new Refused(ProblemKind.TOO_MANY_KEYS, "The stream has as many keys as it may have; revoke one.");
            case REVOKED -> new Refused(ProblemKind.KEY_REVOKED, "The key is revoked for ever; create another.");
            case KEY_REUSED ->
                new Refused(ProblemKind.IDEMPOTENCY_KEY_REUSED, "Take a new one for each thing that is to be made.");
        };
    }
}
