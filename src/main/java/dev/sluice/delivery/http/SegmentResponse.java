package dev.sluice.delivery.http;

import dev.sluice.hls.HlsResource;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/** Sends a segment, a part, what goes before them, or an exact range of it; its bytes never change under its name. */
final class SegmentResponse {
    private SegmentResponse() {}

    private static String contentType(HlsResource.Immutable name) {
        if (name instanceof HlsResource.OfRendition file) {
            return switch (file.rendition().kind()) {
                case PROGRAM -> "video/mp2t";
                case VIDEO -> "video/mp4";
                case AUDIO -> "audio/mp4";
            };
        }
        return "video/mp4";
    }

    static void send(HttpServerRequest request, HlsResource.Immutable name, Buffer whole, DeliveryTotals totals) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        response.putHeader("Content-Type", contentType(name))
                .putHeader("Cache-Control", "max-age=86400, immutable")
                .putHeader("Accept-Ranges", "bytes");
        ByteRange.Asked asked = ByteRange.parse(Optional.ofNullable(request.getHeader("Range")), whole.length());
        if (asked instanceof ByteRange.Asked.Unsatisfiable) {
            totals.count(ResponseKind.SEGMENT, 416, 0);
            response.setStatusCode(416)
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("Content-Range", "bytes */" + whole.length())
                    .end();
            return;
        }
        Buffer body = whole;
        if (asked instanceof ByteRange.Asked.Part part) {
            ByteRange range = part.range();
            body = whole.slice((int) range.first(), (int) range.last() + 1);
            response.setStatusCode(206)
                    .putHeader("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + whole.length());
        }
        response.putHeader("Content-Length", String.valueOf(body.length()));
        boolean head = HttpMethod.HEAD.equals(request.method());
        totals.count(ResponseKind.SEGMENT, response.getStatusCode(), head ? 0 : body.length());
        if (head) {
            response.end();
        } else {
            response.end(body);
        }
    }
}
