package dev.sluice.delivery.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * Sends a range of a file piece by piece, as fast as the viewer takes it. Vert.x's own {@code sendFile} is not used: it
 * opens the file on the event loop, follows symbolic links, and lets the kernel read there too, where a hung mount
 * would stop every other viewer. Belongs to the event loop of the connection.
 */
final class VolumeTransfer {
    private static final int PIECE_BYTES = 256 * 1024;

    private final Exchange exchange;
    private final ResponseKind kind;
    private final VolumeFile file;
    private final ByteRange range;
    private long position;
    private boolean closed;

    VolumeTransfer(Exchange exchange, ResponseKind kind, VolumeFile file, ByteRange range) {
        this.exchange = exchange;
        this.kind = kind;
        this.file = file;
        this.range = range;
        position = range.first();
    }

    void start() {
        exchange.whenOver(this::close);
        next();
    }

    private void next() {
        if (exchange.isOver()) {
            close();
            return;
        }
        int length = (int) Math.min(PIECE_BYTES, range.last() + 1 - position);
        file.read(position, length).onComplete(read -> {
            if (closed) {
                return;
            }
            if (read.failed()) {
                fail();
            } else {
                send(read.result());
            }
        });
    }

    private void send(Buffer piece) {
        HttpServerResponse response = exchange.response();
        position += piece.length();
        if (position > range.last()) {
            close();
            exchange.count(kind, response.getStatusCode(), range.length());
            response.end(piece);
            return;
        }
        response.write(piece);
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> {
                // Once: a write that fills the queue and is flushed at once would go on twice, and send a piece twice.
                response.drainHandler(null);
                next();
            });
        } else {
            next();
        }
    }

    /** The status is sent: only a connection that breaks tells the viewer that the body is not whole. */
    private void fail() {
        close();
        if (exchange.response().headWritten()) {
            exchange.count(kind, 503, position - range.first());
            exchange.response().reset();
        } else {
            exchange.response().headers().remove("Content-Length").remove("Content-Range");
            exchange.fail(kind, 503, "The volume does not answer; try again.");
        }
    }

    private void close() {
        if (!closed) {
            closed = true;
            file.close();
        }
    }
}
