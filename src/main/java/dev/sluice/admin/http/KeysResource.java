package dev.sluice.admin.http;

import dev.sluice.access.Idempotency;
import dev.sluice.access.IssuedKey;
import dev.sluice.access.KeyEntry;
import dev.sluice.access.KeyRegistry;
import dev.sluice.access.KeySpec;
import dev.sluice.access.Outcome;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
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

/** {@code /api/v1/keys/{id}}: one key, whatever stream it is of. */
@Path("/api/v1/keys/{id}")
@Tag(name = "keys")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class KeysResource {
    private final KeyRegistry keys;
    private final InstantSource clock;

    public KeysResource(KeyRegistry keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
    }

    @GET
    @Operation(operationId = "getKey", summary = "Tells about one key, never its text")
    @APIResponse(
            responseCode = "200",
            description = "The key; its ETag is what a change needs",
            content = @Content(schema = @Schema(implementation = KeyView.class)))
    @APIResponse(responseCode = "404", ref = "problem")
    public CompletionStage<Response> find(@PathParam("id") String id) {
        return keys.find(parse(id)).thenApply(found -> Answers.found(found, KeysResource::tag, this::view));
    }

    @PATCH
    @Operation(
            operationId = "changeKey",
            summary = "Changes a key",
            description = "A JSON merge patch (RFC 7396): what is absent stays. A running publication that the key no"
                    + " longer allows ends within five seconds.")
    @Parameter(ref = "if-match")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RequestSchemas.KeySettings.class),
                            examples = @ExampleObject(name = "disable", value = "{\"disabled\":true}")))
    @APIResponse(
            responseCode = "200",
            description = "The key as it is now",
            content = @Content(schema = @Schema(implementation = KeyView.class)))
    @APIResponse(responseCode = "404", ref = "problem")
    @APIResponse(responseCode = "409", ref = "problem")
    @APIResponse(responseCode = "412", ref = "problem")
    @APIResponse(responseCode = "428", ref = "problem")
    public CompletionStage<Response> change(@PathParam("id") String id, @Context RoutingContext context) {
        Call call = new Call(context);
        UUID key = parse(id);
        Preconditions preconditions = call.preconditions().required();
        return call.json()
                .thenCompose(json -> keys.find(key).thenCompose(found -> {
                    KeyEntry before = found.orElseThrow(Call::notFound);
                    long revision = seen(preconditions, before).orElse(before.revision());
                    KeySpec spec = KeyBody.patch(json, before.spec());
                    return keys.change(key, spec, revision, call.caller())
                            .thenApply(outcome -> Answers.changed(outcome, KeysResource::tag, this::view));
                }));
    }

    @DELETE
    @Operation(
            operationId = "revokeKey",
            summary = "Takes a key away for ever",
            description = "A running publication with it ends within five seconds. The key stays in the list, revoked.")
    @Parameter(ref = "if-match-optional")
    @APIResponse(responseCode = "204", description = "It is revoked")
    @APIResponse(responseCode = "404", ref = "problem")
    @APIResponse(responseCode = "412", ref = "problem")
    public CompletionStage<Response> revoke(@PathParam("id") String id, @Context RoutingContext context) {
        Call call = new Call(context);
        UUID key = parse(id);
        Preconditions preconditions = call.preconditions();
        return keys.find(key)
                .thenCompose(found ->
                        keys.revoke(key, seen(preconditions, found.orElseThrow(Call::notFound)), call.caller()))
                .thenApply(Answers::gone);
    }

    @POST
    @Path("rotate")
    @Operation(
            operationId = "rotateKey",
            summary = "Makes another key like this one and lets this one end",
            description = "Both are good during the overlap, so that the encoder can be changed over in peace. The new"
                    + " key is shown this once.")
    @Parameter(ref = "idempotency-key")
    @Parameter(ref = "if-match-optional")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RequestSchemas.Rotation.class),
                            examples = @ExampleObject(name = "an hour", value = "{\"overlapSeconds\":3600}")))
    @APIResponse(
            responseCode = "201",
            description = "The new key; its text is in key",
            content = @Content(schema = @Schema(implementation = KeyView.class)))
    @APIResponse(
            responseCode = "200",
            description = "An earlier request with this Idempotency-Key made it; its text is not shown again",
            content = @Content(schema = @Schema(implementation = KeyView.class)))
    @APIResponse(responseCode = "404", ref = "problem")
    @APIResponse(responseCode = "409", ref = "problem")
    @APIResponse(responseCode = "412", ref = "problem")
    @APIResponse(responseCode = "422", ref = "problem")
    public CompletionStage<Response> rotate(@PathParam("id") String id, @Context RoutingContext context) {
        Call call = new Call(context);
        UUID key = parse(id);
        Preconditions preconditions = call.preconditions();
        return call.jsonOrEmpty().thenCompose(json -> {
            KeyBody.Rotation rotation = KeyBody.rotation(json, clock.instant());
            Idempotency idempotency = call.idempotency(JsonBody.canonical(json));
            return keys.find(key)
                    .thenCompose(found -> keys.rotate(
                            key,
                            rotation.overlap(),
                            rotation.expires(),
                            seen(preconditions, found.orElseThrow(Call::notFound)),
                            idempotency,
                            call.caller()))
                    .thenApply(outcome -> made(outcome, clock.instant()));
        });
    }

    /** The answer with a new key in it. */
    static Response made(Outcome<IssuedKey> outcome, Instant now) {
        return Answers.made(
                outcome,
                issued -> "/api/v1/keys/" + issued.entry().id(),
                issued -> tag(issued.entry()),
                issued -> KeyView.of(issued, now));
    }

    private KeyView view(KeyEntry entry) {
        return KeyView.of(entry, clock.instant());
    }

    private static OptionalLong seen(Preconditions preconditions, KeyEntry entry) {
        return preconditions.revision(entry.revision(), entry.created());
    }

    private static UUID parse(String text) {
        return Call.id(text).orElseThrow(Call::notFound);
    }

    private static String tag(KeyEntry entry) {
        return Preconditions.tag(entry.revision(), entry.created());
    }
}
