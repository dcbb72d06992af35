package dev.sluice.admin.http;

import dev.sluice.live.PublicationControl;
import dev.sluice.live.StreamName;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/live/{stream}/kick}: for administrators; ends who publishes, on whichever replica. */
@Path("/api/v1/live/{stream}/kick")
@Tag(name = "live")
@NonBlocking
public class KickResource {
    private static final int LONGEST_SECONDS = 86_400;
    private static final int USUAL_SECONDS = 30;

    private static final Problem BAD_COOLDOWN = new Problem(
            "urn:sluice:problem:invalid-request",
            "The request is not valid",
            400,
            "cooldown: must be seconds, 0 to " + LONGEST_SECONDS + ".");
    private static final Problem AWAY =
            new Problem("urn:sluice:problem:database-unavailable", "The database does not answer", 503, "Try again.");

    private final PublicationControl control;

    public KickResource(PublicationControl control) {
        this.control = control;
    }

    /**
     * What may be said about a kick.
     *
     * @param cooldown seconds that the key is refused for
     */
    public record Kick(
            @Schema(minimum = "0", maximum = "86400", defaultValue = "30") @Nullable
            Integer cooldown) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "kick",
            summary = "Ends the publication of a stream and refuses its key for a while",
            description = "Works on whichever replica holds the stream, within five seconds.")
    @APIResponse(responseCode = "204", description = "The publication ends")
    @APIResponse(
            responseCode = "404",
            description = "Not live or not known",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public CompletionStage<Response> kick(@PathParam("stream") String stream, @Nullable Kick kick) {
        Optional<StreamName> name = StreamName.parse(stream);
        if (name.isEmpty()) {
            return CompletableFuture.completedFuture(problem(Problem.notLive()));
        }
        int seconds = Optional.ofNullable(kick)
                .flatMap(said -> Optional.ofNullable(said.cooldown()))
                .orElse(USUAL_SECONDS);
        if (seconds < 0 || seconds > LONGEST_SECONDS) {
            return CompletableFuture.completedFuture(problem(BAD_COOLDOWN));
        }
        return control.kick(name.get(), Duration.ofSeconds(seconds))
                .thenApply(found -> found ? Response.noContent().build() : problem(Problem.notLive()))
                .exceptionally(fault -> problem(AWAY));
    }

    private static Response problem(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header("Cache-Control", "no-store")
                .entity(problem)
                .build();
    }
}
