package dev.sluice.admin.http;

import dev.sluice.live.LiveCatalogue;
import dev.sluice.live.StreamName;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code GET /api/v1/live}: what is live now, for anyone, from memory. */
@Path("/api/v1/live")
@Tag(name = "live", description = "What is live now; open to anyone")
@OpenToAnyone
@NonBlocking
public class LiveResource {
    private final LiveCatalogue catalogue;

    public LiveResource(LiveCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GET
    @Operation(operationId = "listLive", summary = "Lists the public streams that are live")
    @APIResponse(
            responseCode = "200",
            description = "The streams, by name",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = LiveView.Page.class)))
    @APIResponse(responseCode = "304", description = "Nothing has changed since the ETag sent")
    public Response list(@Context Request request) {
        LiveView.Page page = new LiveView.Page(
                catalogue.publicStreams().stream().map(LiveView::of).toList());
        return found(request, page);
    }

    @GET
    @Path("{stream}")
    @Operation(operationId = "getLive", summary = "Tells about one public stream that is live")
    @APIResponse(
            responseCode = "200",
            description = "The stream",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = LiveView.class)))
    @APIResponse(responseCode = "304", description = "Nothing has changed since the ETag sent")
    @APIResponse(
            responseCode = "404",
            description = "Not live, not known or private",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response find(@PathParam("stream") String stream, @Context Request request) {
        return StreamName.parse(stream)
                .flatMap(catalogue::find)
                .map(live -> found(request, LiveView.of(live)))
                .orElseGet(() -> open(Response.status(404))
                        .type(Problem.MEDIA_TYPE)
                        .entity(Problem.notLive())
                        .build());
    }

    private static Response found(Request request, Object body) {
        // Equal values have equal texts: the tag changes with what is shown and with nothing else.
        String digest = UUID.nameUUIDFromBytes(body.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
        EntityTag tag = new EntityTag(digest, true);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return unchanged == null
                ? open(Response.ok(body, MediaType.APPLICATION_JSON)).tag(tag).build()
                : open(unchanged).build();
    }

    /** Any page may read this (no credentials), and caches ask each time. */
    private static Response.ResponseBuilder open(Response.ResponseBuilder answer) {
        return answer.header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Expose-Headers", "ETag")
                .header("Cache-Control", "no-cache")
                .header("X-Content-Type-Options", "nosniff");
    }
}
