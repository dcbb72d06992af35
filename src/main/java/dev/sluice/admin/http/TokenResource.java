package dev.sluice.admin.http;

import dev.sluice.access.Network;
import dev.sluice.access.PlaybackTokens;
import dev.sluice.access.StreamVisibilities;
import dev.sluice.bytes.Secret;
import dev.sluice.live.StreamName;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/v1/streams/{stream}/tokens}: for administrators; signs a playback token. */
@Path("/api/v1/streams/{stream}/tokens")
@Tag(name = "tokens", description = "Playback tokens of private streams")
@NonBlocking
public class TokenResource {
    private static final Problem UNKNOWN =
            new Problem("urn:sluice:problem:not-found", "Not found", 404, "There is no such stream.");
    private static final Problem NO_SECRET = new Problem(
            "urn:sluice:problem:no-playback-secret",
            "No playback secret",
            409,
            "No secret is configured to sign tokens with: set sluice.playback.secrets.");

    private final PlaybackTokens tokens;
    private final StreamVisibilities streams;
    private final InstantSource clock;

    public TokenResource(PlaybackTokens tokens, StreamVisibilities streams, InstantSource clock) {
        this.tokens = tokens;
        this.streams = streams;
        this.clock = clock;
    }

    /**
     * A token with the addresses that it opens.
     *
     * @param token for the query of any address of the stream, as it is
     * @param expires RFC 3339
     * @param playlist where players begin
     * @param watch the watch page, which turns the token into a cookie
     */
    public record Signed(String token, String stream, String expires, String playlist, String watch) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createToken",
            summary = "Signs a playback token",
            description = "The same body with the same expires gives the same token: many viewers may share one.")
    @APIResponse(
            responseCode = "201",
            description = "The token; it is stored nowhere",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Signed.class)))
    @APIResponse(
            responseCode = "400",
            description = "What is wrong with the body",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "404",
            description = "No such stream",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    @APIResponse(
            responseCode = "409",
            description = "No secret is configured",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Response create(@PathParam("stream") String stream, @Nullable TokenWish wish) {
        Optional<StreamName> name =
                StreamName.parse(stream).filter(known -> streams.of(known).isPresent());
        if (name.isEmpty()) {
            return problem(UNKNOWN);
        }
        TokenWish.Reading read = TokenWish.read(Optional.ofNullable(wish), clock.instant());
        if (read instanceof TokenWish.Violations violations) {
            return problem(new Problem(
                    "urn:sluice:problem:invalid-request",
                    "The request is not valid",
                    400,
                    String.join(" ", violations.sentences())));
        }
        TokenWish.Terms terms = (TokenWish.Terms) read;
        Optional<Network> addresses = terms.addresses();
        return tokens.sign(name.get(), terms.notBefore(), terms.expires(), addresses)
                .map(token -> Response.status(201)
                        .type(MediaType.APPLICATION_JSON)
                        .header("Cache-Control", "no-store")
                        .entity(signed(name.get(), token, terms))
                        .build())
                .orElseGet(() -> problem(NO_SECRET));
    }

    private static Signed signed(StreamName stream, Secret token, TokenWish.Terms terms) {
        String query = "?token=" + token.reveal();
        return new Signed(
                token.reveal(),
                stream.value(),
                terms.expires().toString(),
                "/hls/" + stream + ".m3u8" + query,
                "/watch/" + stream + query);
    }

    private static Response problem(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header("Cache-Control", "no-store")
                .entity(problem)
                .build();
    }
}
