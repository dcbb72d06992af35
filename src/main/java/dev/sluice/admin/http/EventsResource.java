package dev.sluice.admin.http;

import dev.sluice.live.EventFeed;
import dev.sluice.live.LiveEvent;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /api/v1/events}: what happens, as server-sent events. Who reads too slowly is cut off and may come back with
 * {@code Last-Event-ID}.
 */
@Path("/api/v1/events")
@Tag(name = "events", description = "What happens; needs the admin token")
@NonBlocking
public class EventsResource {
    private static final int QUEUE = 1_000;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final EventFeed feed;

    public EventsResource(EventFeed feed) {
        this.feed = feed;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "listenToEvents",
            summary = "Tells what happens as it happens",
            description = "A comment every 15 s shows that the connection lives. With Last-Event-ID the last 500 events"
                    + " of this replica are told from behind that one on.")
    @APIResponse(
            responseCode = "200",
            description = "Events; each has the name of its kind, a number and this document as its data",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = EventView.class)))
    public Multi<OutboundSseEvent> listen(
            @HeaderParam("Last-Event-ID") Optional<String> lastEventId, @Context Sse sse) {
        if (feed.isFull()) {
            throw full();
        }
        long after = lastEventId.map(EventsResource::number).orElseGet(feed::newest);
        Multi<OutboundSseEvent> events = Multi.createFrom()
                .<LiveEvent>emitter(emitter -> listen(emitter, after), QUEUE)
                .map(event -> sse.newEventBuilder()
                        .id(Long.toString(event.number()))
                        .name(event.kind().word())
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(EventView.of(event))
                        .build());
        // The first tick comes at once and lets the headers go, so that a client knows that it is heard.
        Multi<OutboundSseEvent> heartbeat = Multi.createFrom()
                .ticks()
                .every(HEARTBEAT)
                .onOverflow()
                .drop()
                .map(tick -> sse.newEventBuilder().comment("sluice").build());
        return Multi.createBy().merging().streams(events, heartbeat);
    }

    private void listen(MultiEmitter<? super LiveEvent> emitter, long after) {
        feed.listen(after, emitter::emit).ifPresentOrElse(emitter::onTermination, () -> emitter.fail(full()));
    }

    private static Refused full() {
        return new Refused(ProblemKind.TOO_MANY_LISTENERS, "As many listen as may.");
    }

    private static long number(String lastEventId) {
        if (!lastEventId.matches("[0-9]{1,18}")) {
            throw new Refused(ProblemKind.INVALID_REQUEST, "Last-Event-ID has to be the id of an event.");
        }
        return Long.parseLong(lastEventId);
    }
}
