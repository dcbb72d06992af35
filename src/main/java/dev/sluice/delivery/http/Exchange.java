package dev.sluice.delivery.http;

import dev.sluice.live.AddressBlock;
import io.netty.util.NetUtil;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Optional;

/** One request and its answer, which is counted when it is given. Belongs to the event loop of the connection. */
final class Exchange {
    private final RoutingContext routing;
    private final DeliveryTotals totals;
    private final long begunNanos;
    private String stream = "";
    private Ticket ticket = Ticket.OPEN;

    Exchange(RoutingContext routing, DeliveryTotals totals) {
        this.routing = routing;
        this.totals = totals;
        begunNanos = totals.nanos();
    }

    /** The client asks for something of this stream. */
    void asksFor(String name) {
        stream = name;
    }

    HttpServerRequest request() {
        return routing.request();
    }

    HttpServerResponse response() {
        return routing.response();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request().getHeader(name));
    }

    /** The raw query, empty if there is none. */
    String query() {
        return Optional.ofNullable(request().query()).orElse("");
    }

    /** The client's numeric address; empty when it is of another kind. */
    String address() {
        return Optional.ofNullable(request().remoteAddress().hostAddress()).orElse("");
    }

    /** By what right it is answered. */
    Ticket ticket() {
        return ticket;
    }

    void admit(Ticket shown) {
        ticket = shown;
    }

    /** How long caches may keep the answer; {@code more} follows the age. */
    void caching(long maxAgeSeconds, String more) {
        response().putHeader("Cache-Control", ticket.caching(maxAgeSeconds, more, Instant.now()));
    }

    /** Whom limits per address count the client for. */
    String addressBlock() {
        byte[] numeric = NetUtil.createByteArrayFromIpAddressString(address());
        return (numeric == null ? new AddressBlock(address()) : AddressBlock.of(numeric)).text();
    }

    boolean isHead() {
        return HttpMethod.HEAD.equals(request().method());
    }

    /** Whether nobody is there to be answered. */
    boolean isOver() {
        return response().closed() || response().ended();
    }

    /** Calls {@code task} once the answer is given or the client is gone. */
    void whenOver(Runnable task) {
        routing.addEndHandler(end -> task.run());
    }

    /**
     * Sends {@code body} with the status and headers that are set; of HEAD only its length. Completes, in any case,
     * when {@code body} is needed no more.
     */
    Future<Void> send(ResponseKind kind, Buffer body) {
        response().putHeader("Content-Length", String.valueOf(body.length()));
        count(kind, response().getStatusCode(), isHead() ? 0 : body.length());
        return isHead() ? response().end() : response().end(body);
    }

    /** Sends a status that has no body. */
    void end(ResponseKind kind, int status) {
        count(kind, status, 0);
        response().setStatusCode(status).end();
    }

    void count(ResponseKind kind, int status, long bodyBytes) {
        totals.count(stream, kind, status, bodyBytes, totals.nanos() - begunNanos);
    }

    /** What is missing may come within the second. */
    void notFound(ResponseKind kind, String sentence) {
        fail(kind, 404, ticket.isPrivate() ? "no-store" : "max-age=1", sentence);
    }

    /** A fault must not outlive its cause in a cache. */
    void fail(ResponseKind kind, int status, String sentence) {
        fail(kind, status, "no-store", sentence);
    }

    private void fail(ResponseKind kind, int status, String caching, String sentence) {
        if (isOver()) {
            return;
        }
        response()
                .setStatusCode(status)
                .putHeader("Cache-Control", caching)
                .putHeader("Content-Type", "text/plain; charset=utf-8");
        send(kind, Buffer.buffer(sentence + "\n"));
    }
}
