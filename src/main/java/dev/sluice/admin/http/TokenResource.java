package dev.sluice.admin.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.access.Caller;
import dev.sluice.access.PlaybackTokens;
import dev.sluice.access.StreamVisibilities;
import dev.sluice.bytes.Secret;
import dev.sluice.live.StreamName;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;

/**
 * {@code /api/v1/streams/{stream}/tokens}: signs playback tokens, from memory. A token is stored nowhere, so the log
 * has who was given one: a row of the audit for each viewer would need the database for each viewer.
 */
@Path("/api/v1/streams/{stream}/tokens")
@Tag(name = "tokens", description = "Playback tokens of private streams; needs the admin token")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class TokenResource {
    private static final Logger LOG = Logger.getLogger("dev.sluice.admin");

    private final PlaybackTokens tokens;
    private final StreamVisibilities streams;
    private final InstantSource clock;

    public TokenResource(PlaybackTokens tokens, StreamVisibilities streams, InstantSource clock) {
        this.tokens = tokens;
        this.streams = streams;
        this.clock = clock;
    }

    @POST
    @Operation(
            operationId = "createToken",
            summary = "Signs a playback token",
            description = "The same body with the same expires gives the same token: many viewers may share one.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RequestSchemas.TokenTerms.class),
                            examples = {
                                @ExampleObject(name = "least", value = "{}"),
                                @ExampleObject(
                                        name = "limited",
                                        value = "{\"lifetime\":600,\"addresses\":\"192.0.2.0/24\"}")
                            }))
    @APIResponse(
            responseCode = "201",
            description = "The token; it is stored nowhere",
            content = @Content(schema = @Schema(implementation = TokenView.class)))
    @APIResponse(responseCode = "404", ref = "problem")
    @APIResponse(responseCode = "409", ref = "problem")
    public CompletionStage<Response> create(@PathParam("stream") String stream, @Context RoutingContext context) {
        Call call = new Call(context);
        StreamName name = StreamName.parse(stream)
                .filter(known -> streams.of(known).isPresent())
                .orElseThrow(Call::notFound);
        return call.jsonOrEmpty().thenApply(json -> signed(name, json, call.caller()));
    }

    private Response signed(StreamName stream, ObjectNode json, Caller caller) {
        TokenBody.Terms terms = TokenBody.read(json, clock.instant());
        Secret token = tokens.sign(stream, terms.notBefore(), terms.expires(), terms.addresses())
                .orElseThrow(() -> new Refused(
                        ProblemKind.NO_PLAYBACK_SECRET,
                        "No secret is configured to sign tokens with: set sluice.playback.secrets."));
        LOG.infof(
                "event=token_signed stream=%s expires=%s remote=%s request=%s",
                stream, terms.expires(), caller.address(), caller.requestId());
        return Response.status(Response.Status.CREATED)
                .entity(TokenView.of(stream, token, terms.expires()))
                .build();
    }
}
