package dev.sluice.admin.http;

import dev.sluice.advice.IngestBoard;
import dev.sluice.live.StreamName;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/ingest}: what the encoders send, from memory, up to a second old. */
@Path("/api/v1/ingest")
@Tag(name = "ingest", description = "What encoders send, and what should be done about it; needs the admin token")
@Produces(MediaType.APPLICATION_JSON)
@NonBlocking
public class IngestResource {
    private final IngestBoard board;

    public IngestResource(IngestBoard board) {
        this.board = board;
    }

    @GET
    @Operation(operationId = "listIngest", summary = "Tells what every encoder sends")
    @APIResponse(
            responseCode = "200",
            description = "The encoders, by stream",
            content = @Content(schema = @Schema(implementation = IngestView.Page.class)))
    public IngestView.Page list() {
        return new IngestView.Page(board.reports().stream().map(IngestView::of).toList());
    }

    @GET
    @Path("{stream}")
    @Operation(operationId = "getIngest", summary = "Tells what the encoder of one stream sends")
    @APIResponse(
            responseCode = "200",
            description = "The encoder",
            content = @Content(schema = @Schema(implementation = IngestView.class)))
    @APIResponse(responseCode = "404", ref = "problem")
    public IngestView find(@PathParam("stream") String stream) {
        return StreamName.parse(stream)
                .flatMap(board::find)
                .map(IngestView::of)
                .orElseThrow(() -> new Refused(ProblemKind.NOT_LIVE, "No encoder publishes on this stream."));
    }
}
