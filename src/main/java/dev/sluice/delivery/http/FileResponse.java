package dev.sluice.delivery.http;

import dev.sluice.bytes.SharedBytes;
import dev.sluice.hls.HlsResource;
import io.netty.buffer.Unpooled;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpServerResponse;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Sends a segment, a part, what goes before them, or an exact range of it; its bytes never change under its name. */
final class FileResponse {
    private FileResponse() {}

    /** Releases {@code whole} when it has been sent. */
    static void send(Exchange exchange, HlsResource.Immutable name, ResponseKind kind, SharedBytes whole) {
        begin(exchange, name, kind, whole.length())
                .map(range -> exchange.send(kind, body(whole, range)))
                .orElseGet(Future::succeededFuture)
                .onComplete(sent -> whole.release());
    }

    /** Views: all viewers are sent the same bytes. */
    private static Buffer body(SharedBytes whole, ByteRange range) {
        ByteBuffer[] views = whole.views().toArray(ByteBuffer[]::new);
        Buffer all = BufferImpl.buffer(Unpooled.wrappedBuffer(views.length, views));
        return range.length() == whole.length() ? all : all.slice((int) range.first(), (int) range.last() + 1);
    }

    static void send(Exchange exchange, HlsResource.Immutable name, ResponseKind kind, VolumeFile whole) {
        Optional<ByteRange> range = begin(exchange, name, kind, whole.size());
        if (range.isEmpty()) {
            whole.close();
        } else if (exchange.isHead()) {
            whole.close();
            exchange.response()
                    .putHeader("Content-Length", String.valueOf(range.get().length()));
            exchange.end(kind, exchange.response().getStatusCode());
        } else {
            exchange.response()
                    .putHeader("Content-Length", String.valueOf(range.get().length()));
            new VolumeTransfer(exchange, kind, whole, range.get()).start();
        }
    }

    /**
     * Writes status and headers.
     *
     * @return what is to be sent of the body; empty when the answer is given already
     */
    private static Optional<ByteRange> begin(
            Exchange exchange, HlsResource.Immutable name, ResponseKind kind, long size) {
        if (exchange.isOver()) {
            return Optional.empty();
        }
        HttpServerResponse response = exchange.response();
        response.putHeader("Content-Type", contentType(name)).putHeader("Accept-Ranges", "bytes");
        ByteRange.Asked asked = ByteRange.parse(exchange.header("Range"), size);
        if (asked instanceof ByteRange.Asked.Unsatisfiable) {
            response.putHeader("Cache-Control", "no-store").putHeader("Content-Range", "bytes */" + size);
            exchange.end(kind, 416);
            return Optional.empty();
        }
        exchange.caching(86_400, ", immutable");
        String vary = exchange.ticket().vary("");
        if (!vary.isEmpty()) {
            response.putHeader("Vary", vary);
        }
        if (asked instanceof ByteRange.Asked.Part part) {
            ByteRange range = part.range();
            response.setStatusCode(206)
                    .putHeader("Content-Range", "bytes " + range.first() + "-" + range.last() + "/" + size);
            return Optional.of(range);
        }
        return Optional.of(new ByteRange(0, size - 1));
    }

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
}
