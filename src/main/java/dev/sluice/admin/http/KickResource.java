package dev.sluice.admin.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.access.PublicationControl;
import dev.sluice.live.StreamName;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/live/{stream}/kick}: ends who publishes, on whichever replica. */
@Path("/api/v1/live/{stream}/kick")
@Tag(name = "live")
@NonBlocking
public class KickResource {
    private static final long USUAL_SECONDS = 30;
    private static final long LONGEST_SECONDS = 86_400;

    private final PublicationControl control;

    public KickResource(PublicationControl control) {
        this.control = control;
    }

    @POST
    @Operation(
            operationId = "kick",
            summary = "Ends the publication of a stream and refuses its key for a while",
            description = "Works on whichever replica holds the stream, within five seconds.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RequestSchemas.Kick.class),
                            examples = @ExampleObject(name = "five minutes", value = "{\"cooldown\":300}")))
    @APIResponse(responseCode = "204", description = "The publication ends")
    @APIResponse(responseCode = "404", ref = "problem")
    public CompletionStage<Response> kick(@PathParam("stream") String stream, @Context RoutingContext context) {
        Call call = new Call(context);
        StreamName name = StreamName.parse(stream).orElseThrow(KickResource::notLive);
        return call.jsonOrEmpty()
                .thenCompose(json -> control.kick(name, cooldown(json), call.caller()))
                .thenApply(found -> {
                    if (!found) {
                        throw notLive();
                    }
                    return Response.noContent().build();
                });
    }

    static Duration cooldown(ObjectNode body) {
        Fields fields = Fields.of(body);
        OptionalLong seconds = fields.number("cooldown", OptionalLong.of(USUAL_SECONDS), 0, LONGEST_SECONDS);
        fields.finish();
        return Duration.ofSeconds(seconds.orElse(USUAL_SECONDS));
    }

    private static Refused notLive() {
        return new Refused(ProblemKind.NOT_LIVE, "No encoder publishes on this stream.");
    }
}
