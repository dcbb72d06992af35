package dev.sluice.admin.http;

import dev.sluice.access.Outcome;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;

/** Outcomes of the registries as answers: status, ETag, Location. */
final class Answers {
    private static final String REPLAYED = "Idempotency-Replayed";

    private Answers() {}

    static <T> Response found(Optional<T> found, Function<T, String> tag, Function<T, ?> view) {
        return with(Response.ok(), found.orElseThrow(Call::notFound), tag, view);
    }

    static <T> Response made(
            Outcome<T> outcome, Function<T, String> location, Function<T, String> tag, Function<T, ?> view) {
        T value = value(outcome);
        Response.ResponseBuilder answer = outcome instanceof Outcome.Repeated
                ? Response.ok().header(REPLAYED, true)
                : Response.status(Response.Status.CREATED);
        return with(answer.header(HttpHeaders.LOCATION, location.apply(value)), value, tag, view);
    }

    static <T> Response changed(Outcome<T> outcome, Function<T, String> tag, Function<T, ?> view) {
        return with(Response.ok(), value(outcome), tag, view);
    }

    static Response gone(Outcome<?> outcome) {
        Object unused = value(outcome);
        return Response.noContent().build();
    }

    private static <T> T value(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T> done) {
            return done.value();
        }
        if (outcome instanceof Outcome.Repeated<T> repeated) {
            return repeated.value();
        }
        if (outcome instanceof Outcome.Refused<T> refused) {
            throw Call.refused(refused.why());
        }
        throw new IllegalStateException("an outcome of a kind that is not known");
    }

    private static <T> Response with(
            Response.ResponseBuilder answer, T value, Function<T, String> tag, Function<T, ?> view) {
        return answer.tag(new EntityTag(tag.apply(value)))
                .entity(view.apply(value))
                .build();
    }
}
