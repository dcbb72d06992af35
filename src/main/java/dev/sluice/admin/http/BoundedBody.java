package dev.sluice.admin.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Collects a small request body and stops reading at its limit, whatever length was declared. */
final class BoundedBody {
    private final HttpServerRequest request;
    private final int maxBytes;
    private final Buffer body = Buffer.buffer();
    private boolean over;

    BoundedBody(HttpServerRequest request, int maxBytes) {
        this.request = request;
        this.maxBytes = maxBytes;
    }

    /** Calls one of the two once; neither when the client goes away. Must run on the request's event loop. */
    void read(Consumer<Buffer> whole, Runnable tooLarge) {
        if (declaredTooLarge()) {
            tooLarge.run();
            return;
        }
        if (request.isEnded()) {
            whole.accept(body);
            return;
        }
        request.handler(part -> {
            if (over) {
                return;
            }
            if (body.length() + part.length() > maxBytes) {
                over = true;
                tooLarge.run();
            } else {
                body.appendBuffer(part);
            }
        });
        request.endHandler(end -> {
            if (!over) {
                whole.accept(body);
            }
        });
        request.resume();
    }

    private boolean declaredTooLarge() {
        String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return declared != null && Long.parseLong(declared) > maxBytes;
        } catch (NumberFormatException malformed) {
            return true;
        }
    }
}
