package dev.sluice.admin.http;

import dev.sluice.access.KeyRegistry;
import dev.sluice.live.StreamName;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/streams/{stream}/keys}: the keys of a stream. */
@Path("/api/v1/streams/{stream}/keys")
@Tag(name = "keys", description = "Who may publish; needs the admin token")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class StreamKeysResource {
    private final KeyRegistry keys;
    private final InstantSource clock;

    public StreamKeysResource(KeyRegistry keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @GET
    @Operation(operationId = "listKeys", summary = "Lists the keys of a stream, never their text")
    @Parameter(ref = "limit")
    @Parameter(ref = "after")
    @APIResponse(
            responseCode = "200",
            description = "A page of keys, the oldest first",
            content = @Content(schema = @Schema(implementation = KeyView.Page.class)))
    @APIResponse(responseCode = "404", ref = "problem")
    public CompletionStage<KeyView.Page> list(@PathParam("stream") String stream, @Context UriInfo uri) {
        StreamName name = StreamName.parse(stream).orElseThrow(Call::notFound);
        PageQuery<UUID> page = PageQuery.of(uri.getQueryParameters(), "a key's id", Call::id);
        return keys.list(name, page.after(), page.limit() + 1).thenApply(found -> {
            Instant now = clock.instant();
            var entries = found.orElseThrow(Call::notFound);
            List<KeyView> items = page.cut(entries).stream()
                    .map(entry -> KeyView.of(entry, now))
                    .toList();
            return new KeyView.Page(
                    items, page.next(entries, entry -> entry.id().toString()));
        });
    }

    @POST
    @Operation(
            operationId = "createKey",
            summary = "Makes a key and shows it, this once",
            description = "Only a digest of the key is kept: whoever loses it makes another.")
    @Parameter(ref = "idempotency-key")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RequestSchemas.KeySettings.class),
                            examples = {
                                @ExampleObject(name = "least", value = "{}"),
                                @ExampleObject(name = "limited", value = RequestSchemas.KEY)
                            }))
    @APIResponse(
            responseCode = "201",
            description = "The key was made; its text is in key",
            content = @Content(schema = @Schema(implementation = KeyView.class)))
    @APIResponse(
            responseCode = "200",
            description = "An earlier request with this Idempotency-Key made it; its text is not shown again",
            content = @Content(schema = @Schema(implementation = KeyView.class)))
    @APIResponse(responseCode = "404", ref = "problem")
    @APIResponse(responseCode = "409", ref = "problem")
    @APIResponse(responseCode = "422", ref = "problem")
    public CompletionStage<Response> create(@PathParam("stream") String stream, @Context RoutingContext context) {
        Call call = new Call(context);
        StreamName name = StreamName.parse(stream).orElseThrow(Call::notFound);
        return call.jsonOrEmpty()
                .thenCompose(json -> keys.create(
                        name,
                        KeyBody.draft(json, clock.instant()),
                        call.idempotency(JsonBody.canonical(json)),
                        call.caller()))
                .thenApply(outcome -> KeysResource.made(outcome, clock.instant()));
    }
}
