package dev.sluice.delivery.http;

import dev.sluice.hls.HlsNames;
import dev.sluice.hls.HlsResource;
import dev.sluice.live.PlaybackAuthorizer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** The routes below {@code /hls/}. */
public final class HlsRoutes {
    private static final String PREFIX = "/hls/";

    private final PlaylistServing playlists;
    private final FileServing files;
    private final RecordedPlaylists recordings;
    private final DeliveryTotals totals;
    private final TokenCheck tokens;

    /** Serves what is on the shelf and, of files, what lies on the volume. */
    public HlsRoutes(
            LiveShelf shelf,
            Published published,
            VolumeReader volume,
            Viewers viewers,
            DeliveryTotals totals,
            PlaybackAuthorizer authorizer) {
        this.tokens =
                new TokenCheck(authorizer, stream -> shelf.snapshot(stream).isPresent());
        Holding holding = new Holding(shelf, totals, tokens);
        this.playlists = new PlaylistServing(shelf, published, holding);
        this.files = new FileServing(shelf, volume, viewers, holding);
        this.recordings = new RecordedPlaylists(volume);
        this.totals = totals;
    }

    /** Takes every request below {@code /hls/}, whatever its method. */
    public void install(Router router) {
        router.route(PREFIX + "*").handler(this::route);
    }

    private void route(RoutingContext routing) {
        Exchange exchange = new Exchange(routing, totals);
        HttpMethod method = exchange.request().method();
        HlsHeaders.everywhere(exchange.response());
        if (HttpMethod.OPTIONS.equals(method)) {
            HlsHeaders.preflight(exchange.response());
            exchange.response().setStatusCode(204).end();
        } else if (!HttpMethod.GET.equals(method) && !HttpMethod.HEAD.equals(method)) {
            exchange.response().putHeader("Allow", "GET, HEAD, OPTIONS");
            exchange.fail(ResponseKind.OTHER, 405, "This address is only read: use GET.");
        } else {
            // The raw path: what needs decoding is no name of ours.
            Optional<HlsResource> resource =
                    HlsNames.parse(Optional.ofNullable(exchange.request().path())
                            .orElse(PREFIX)
                            .substring(PREFIX.length()));
            resource.ifPresentOrElse(
                    known -> serve(exchange, known),
                    () -> exchange.notFound(ResponseKind.OTHER, "There is no such file."));
        }
    }

    private void serve(Exchange exchange, HlsResource resource) {
        exchange.asksFor(resource.stream());
        // The name is what the grammar made of the path: no other spelling of it leads past this.
        if (!tokens.admits(exchange, ResponseKind.OTHER, resource.stream())) {
            return;
        }
        if (resource instanceof HlsResource.Immutable file) {
            files.serve(exchange, file);
        } else if (RecordedPlaylists.has(resource)) {
            recordings.serve(exchange, resource);
        } else {
            playlists.serve(exchange, resource);
        }
    }
}
