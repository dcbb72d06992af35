package dev.sluice.admin.http;

import dev.sluice.access.Idempotency;
import dev.sluice.access.StreamEntry;
import dev.sluice.access.StreamRegistry;
import dev.sluice.access.StreamSpec;
import dev.sluice.live.StreamName;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/streams}: the definitions of streams. */
@Path("/api/v1/streams")
@Tag(name = "streams", description = "What streams there are; needs the admin token")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class StreamsResource {
    private final StreamRegistry streams;

    public StreamsResource(StreamRegistry streams) {
        this.streams = streams;
    }

    @GET
    @Operation(operationId = "listStreams", summary = "Lists the streams by name")
    @Parameter(ref = "limit")
    @Parameter(ref = "after")
    @APIResponse(
            responseCode = "200",
            description = "A page of streams",
            content = @Content(schema = @Schema(implementation = StreamView.Page.class)))
    public CompletionStage<StreamView.Page> list(@Context UriInfo uri) {
        PageQuery<StreamName> page = PageQuery.of(uri.getQueryParameters(), "a stream's name", StreamName::parse);
        return streams.list(page.after(), page.limit() + 1).thenApply(entries -> {
            List<StreamView> items =
                    page.cut(entries).stream().map(StreamView::of).toList();
            return new StreamView.Page(
                    items, page.next(entries, entry -> entry.name().value()));
        });
    }

    @POST
    @Operation(operationId = "createStream", summary = "Makes a stream")
    @Parameter(ref = "idempotency-key")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RequestSchemas.NewStream.class),
                            examples = {
                                @ExampleObject(name = "least", value = "{\"name\":\"studio\"}"),
                                @ExampleObject(name = "all", value = RequestSchemas.STREAM)
                            }))
    @APIResponse(
            responseCode = "201",
            description = "The stream was made",
            content = @Content(schema = @Schema(implementation = StreamView.class)))
    @APIResponse(
            responseCode = "200",
            description = "An earlier request with this Idempotency-Key made it",
            content = @Content(schema = @Schema(implementation = StreamView.class)))
    @APIResponse(responseCode = "409", ref = "problem")
    @APIResponse(responseCode = "422", ref = "problem")
    public CompletionStage<Response> create(@Context RoutingContext context) {
        Call call = new Call(context);
        return call.json()
                .thenCompose(json -> {
                    StreamBody.Draft draft = StreamBody.draft(json);
                    Idempotency idempotency = call.idempotency(JsonBody.canonical(json));
                    return streams.create(draft.name(), draft.spec(), idempotency, call.caller());
                })
                .thenApply(outcome -> Answers.made(
                        outcome, entry -> "/api/v1/streams/" + entry.name(), StreamsResource::tag, StreamView::of));
    }

    @GET
    @Path("{stream}")
    @Operation(operationId = "getStream", summary = "Tells about one stream")
    @APIResponse(
            responseCode = "200",
            description = "The stream; its ETag is what a change needs",
            content = @Content(schema = @Schema(implementation = StreamView.class)))
    @APIResponse(responseCode = "404", ref = "problem")
    public CompletionStage<Response> find(@PathParam("stream") String stream) {
        return streams.find(name(stream))
                .thenApply(found -> Answers.found(found, StreamsResource::tag, StreamView::of));
    }

    @PATCH
    @Path("{stream}")
    @Operation(
            operationId = "changeStream",
            summary = "Changes a stream",
            description = "A JSON merge patch (RFC 7396): what is absent stays, null takes a limit away.")
    @Parameter(ref = "if-match")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RequestSchemas.StreamChange.class),
                            examples = @ExampleObject(name = "title", value = "{\"title\":\"The studio\"}")))
    @APIResponse(
            responseCode = "200",
            description = "The stream as it is now",
            content = @Content(schema = @Schema(implementation = StreamView.class)))
    @APIResponse(responseCode = "404", ref = "problem")
    @APIResponse(responseCode = "412", ref = "problem")
    @APIResponse(responseCode = "428", ref = "problem")
    public CompletionStage<Response> change(@PathParam("stream") String stream, @Context RoutingContext context) {
        Call call = new Call(context);
        StreamName name = name(stream);
        Preconditions preconditions = call.preconditions().required();
        return call.json()
                .thenCompose(json -> streams.find(name).thenCompose(found -> {
                    StreamEntry before = found.orElseThrow(Call::notFound);
                    long revision = preconditions
                            .revision(before.revision(), before.created())
                            .orElse(before.revision());
                    StreamSpec spec = StreamBody.patch(json, before.spec());
                    return streams.change(name, spec, revision, call.caller())
                            .thenApply(outcome -> Answers.changed(outcome, StreamsResource::tag, StreamView::of));
                }));
    }

    @DELETE
    @Path("{stream}")
    @Operation(
            operationId = "deleteStream",
            summary = "Deletes a stream and its keys",
            description = "A running publication ends within five seconds.")
    @Parameter(ref = "if-match-optional")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", ref = "problem")
    @APIResponse(responseCode = "412", ref = "problem")
    public CompletionStage<Response> delete(@PathParam("stream") String stream, @Context RoutingContext context) {
        Call call = new Call(context);
        StreamName name = name(stream);
        Preconditions preconditions = call.preconditions();
        return streams.find(name)
                .thenCompose(found -> {
                    StreamEntry before = found.orElseThrow(Call::notFound);
                    OptionalLong revision = preconditions.revision(before.revision(), before.created());
                    return streams.delete(name, revision, call.caller());
                })
                .thenApply(Answers::gone);
    }

    private static StreamName name(String text) {
        return StreamName.parse(text).orElseThrow(Call::notFound);
    }

    private static String tag(StreamEntry entry) {
        return Preconditions.tag(entry.revision(), entry.created());
    }
}
