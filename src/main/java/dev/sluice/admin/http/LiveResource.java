package dev.sluice.admin.http;

import dev.sluice.bytes.Secret;
import dev.sluice.live.LiveCatalogue;
import dev.sluice.live.Playback;
import dev.sluice.live.PlaybackAuthorizer;
import dev.sluice.live.StreamName;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/live}: what is live now, for anyone, from memory. */
@Path("/api/v1/live")
@Tag(name = "live", description = "What is live now; open to anyone")
@OpenToAnyone
@NonBlocking
public class LiveResource {
    private static final Problem TOKEN_MISSING =
            Problem.of(ProblemKind.TOKEN_MISSING, "This stream is private: it needs a token.");
    private static final Problem TOKEN_REFUSED =
            Problem.of(ProblemKind.TOKEN_REFUSED, "The token is not good for this stream, or not any more.");

    private final LiveCatalogue catalogue;
    private final PlaybackAuthorizer authorizer;

    public LiveResource(LiveCatalogue catalogue, PlaybackAuthorizer authorizer) {
        this.catalogue = catalogue;
        this.authorizer = authorizer;
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
    @Operation(operationId = "getLive", summary = "Tells about one stream that is live; a private one needs a token")
    @APIResponse(
            responseCode = "200",
            description = "The stream",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = LiveView.class)))
    @APIResponse(responseCode = "304", description = "Nothing has changed since the ETag sent")
    @APIResponse(
            responseCode = "401",
            description = "The stream is private",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "403",
            description = "The token is not good",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "Not live or not known",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response find(
            @PathParam("stream") String stream,
            @Parameter(description = "A playback token") @QueryParam("token") @Nullable String token,
            @Context Request request,
            @Context HttpServerRequest viewer) {
        Optional<StreamName> name = StreamName.parse(stream);
        if (name.isEmpty()) {
            return refused(Problem.notLive());
        }
        Playback decision = authorizer.decide(
                name.get(),
                Optional.ofNullable(token).map(Secret::new),
                viewer.remoteAddress().hostAddress());
        if (decision instanceof Playback.Refused no) {
            return switch (no.why()) {
                case STREAM_UNKNOWN -> refused(Problem.notLive());
                case TOKEN_MISSING -> refused(TOKEN_MISSING);
                case TOKEN_REFUSED -> refused(TOKEN_REFUSED);
            };
        }
        return catalogue
                .find(name.get())
                .map(live -> found(request, LiveView.of(live)))
                .orElseGet(() -> refused(Problem.notLive()));
    }

    private static Response refused(Problem problem) {
        Response.ResponseBuilder answer =
                open(Response.status(problem.status())).type(Problem.MEDIA_TYPE).entity(problem);
        return problem.status() == TOKEN_MISSING.status()
                ? answer.header("WWW-Authenticate", "Bearer").build()
                : answer.build();
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
