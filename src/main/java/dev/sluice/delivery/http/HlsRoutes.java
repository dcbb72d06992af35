package dev.sluice.delivery.http;

import dev.sluice.bytes.Slice;
import dev.sluice.hls.HlsNames;
import dev.sluice.hls.HlsResource;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The routes below {@code /hls/}. */
public final class HlsRoutes {
    private static final Logger LOG = Logger.getLogger("dev.sluice.delivery");
    private static final String PREFIX = "/hls/";

    /** A recording never changes, but it goes one day. */
    private static final int RECORDED_SECONDS = 60;

    private final LiveShelf shelf;
    private final VolumeReader volume;
    private final RecordedPlaylists recordings;
    private final Viewers viewers;
    private final DeliveryTotals totals;

    public HlsRoutes(LiveShelf shelf, VolumeReader volume, Viewers viewers, DeliveryTotals totals) {
        this.shelf = shelf;
        this.volume = volume;
        this.recordings = new RecordedPlaylists(volume);
        this.viewers = viewers;
        this.totals = totals;
    }

    /** Takes every request below {@code /hls/}, whatever its method. */
    public void install(Router router) {
        router.route(PREFIX + "*").handler(this::route);
    }

    private void route(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = request.response();
        HlsHeaders.everywhere(response);
        if (HttpMethod.OPTIONS.equals(request.method())) {
            HlsHeaders.preflight(response);
            response.setStatusCode(204).end();
        } else if (!HttpMethod.GET.equals(request.method()) && !HttpMethod.HEAD.equals(request.method())) {
            response.putHeader("Allow", "GET, HEAD, OPTIONS");
            fail(request, ResponseKind.OTHER, 405, "This address is only read: use GET.");
        } else {
            // The raw path: what needs decoding is no name of ours.
            Optional<HlsResource> resource = HlsNames.parse(
                    Optional.ofNullable(request.path()).orElse(PREFIX).substring(PREFIX.length()));
            resource.ifPresentOrElse(
                    known -> serve(request, known),
                    () -> fail(request, ResponseKind.OTHER, 404, "There is no such file."));
        }
    }

    private void serve(HttpServerRequest request, HlsResource resource) {
        if (RecordedPlaylists.has(resource)) {
            recorded(request, resource);
            return;
        }
        Optional<ShelvedPresentation> live = shelf.find(resource);
        if (resource instanceof HlsResource.MediaPlaylist list) {
            playlist(request, live.flatMap(shelved -> shelved.rendition(list.rendition())));
        } else if (resource instanceof HlsResource.Immutable file) {
            file(request, file, live);
        } else {
            live.ifPresentOrElse(
                    shelved -> PlaylistResponse.send(
                            request,
                            shelved.multivariant(),
                            Math.max(2, shelved.snapshot().targetDurationSeconds()),
                            ResponseKind.MULTIVARIANT,
                            totals),
                    () -> fail(request, ResponseKind.MULTIVARIANT, 404, "This stream is not live."));
        }
    }

    private void recorded(HttpServerRequest request, HlsResource name) {
        recordings.find(name).onComplete(read -> {
            if (read.failed()) {
                fail(request, ResponseKind.PLAYLIST, 503, "The volume does not answer; try again.");
            } else {
                read.result()
                        .ifPresentOrElse(
                                answer -> PlaylistResponse.send(
                                        request, answer, RECORDED_SECONDS, ResponseKind.PLAYLIST, totals),
                                () -> fail(request, ResponseKind.PLAYLIST, 404, "There is no such recording."));
            }
        });
    }

    private void playlist(HttpServerRequest request, Optional<ShelvedRendition> live) {
        live.ifPresentOrElse(
                list -> PlaylistResponse.send(
                        request,
                        list.full(),
                        // Also of an ended list: its stream may return under the same URL within seconds.
                        Math.max(1, list.snapshot().targetDurationSeconds() / 2),
                        ResponseKind.PLAYLIST,
                        totals),
                () -> fail(request, ResponseKind.PLAYLIST, 404, "This stream is not live."));
    }

    private void file(HttpServerRequest request, HlsResource.Immutable name, Optional<ShelvedPresentation> live) {
        live.ifPresent(
                shelved -> viewers.sawSegment(name.stream(), shelved.snapshot().targetDurationSeconds(), request));
        live.flatMap(shelved -> shelved.snapshot().find(name))
                .ifPresentOrElse(
                        content -> SegmentResponse.send(request, name, buffer(content), totals),
                        () -> fromVolume(request, name));
    }

    private void fromVolume(HttpServerRequest request, HlsResource.Immutable name) {
        volume.read(name.path()).onComplete(read -> {
            if (read.failed()) {
                LOG.warnf("event=volume_read_failed cause=\"%s\"", read.cause().getMessage());
                fail(request, ResponseKind.SEGMENT, 503, "The volume does not answer; try again.");
            } else {
                read.result()
                        .ifPresentOrElse(
                                bytes -> SegmentResponse.send(request, name, bytes, totals),
                                () -> fail(request, ResponseKind.SEGMENT, 404, "There is no such segment any more."));
            }
        });
    }

    private void fail(HttpServerRequest request, ResponseKind kind, int status, String sentence) {
        totals.count(kind, status, 0);
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        // A fault must not outlive its cause in a cache; a missing file may appear within the second.
        response.setStatusCode(status)
                .putHeader("Cache-Control", status == 404 ? "max-age=1" : "no-store")
                .putHeader("Content-Type", "text/plain; charset=utf-8");
        if (HttpMethod.HEAD.equals(request.method())) {
            response.end();
        } else {
            response.end(sentence + "\n");
        }
    }

    private static Buffer buffer(Slice slice) {
        return Buffer.buffer(slice.toArray());
    }
}
