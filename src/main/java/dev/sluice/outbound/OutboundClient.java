package dev.sluice.outbound;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Posts to one target and waits for the head of the answer; follows no redirect and reads no body for its content.
 *
 * <p>Connects to an address that was checked and not to a name that would be resolved once more. Never blocks; any
 * thread may call.
 */
public final class OutboundClient implements AutoCloseable {
    private static final int IDLE_SECONDS = 30;
    private static final int HEADER_BYTES = 8_192;

    private final Vertx vertx;
    private final Target target;
    private final OutboundLimits limits;
    private final WorkerExecutor worker;
    private final CheckedAddresses addresses;
    private final HttpClient client;
    /** Which of several addresses is tried; the next one after each that could not be reached. */
    private final AtomicInteger turn = new AtomicInteger();

    /** What came back: a status and headers. */
    public record Answer(int status, MultiMap headers) {
        /** Whether the target has accepted what it was sent. */
        public boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    /** {@code allowed} may be reached without TLS and though they are not public. */
    public OutboundClient(Vertx vertx, Target target, AddressRanges allowed, OutboundLimits limits, Lookup lookup) {
        this.vertx = vertx;
        this.target = target;
        this.limits = limits;
        this.worker = vertx.createSharedWorkerExecutor("sluice-names-" + target.host(), 1);
        this.addresses = new CheckedAddresses(worker, target, allowed, lookup);
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) limits.deadline().toMillis())
                        .setMaxHeaderSize(HEADER_BYTES)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setKeepAliveTimeout(IDLE_SECONDS / 2)
                        .setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(limits.connections()).setMaxWaitQueueSize(limits.waiting()));
    }

    /** Sends once; fails with an {@link OutboundFailure} only. */
    public Future<Answer> post(MultiMap headers, Buffer body) {
        Exchange exchange = new Exchange(limits.answerBytes(), cause -> OutboundFailure.of(target, cause));
        long timer = vertx.setTimer(limits.deadline().toMillis(), late -> exchange.fail(late()));
        var unused = addresses
                .find()
                .compose(found -> client.request(options(headers, found)))
                .onSuccess(request -> exchange.begin(request, body))
                .onFailure(cause -> {
                    turn.incrementAndGet();
                    exchange.fail(cause);
                });
        return exchange.answer().onComplete(done -> vertx.cancelTimer(timer));
    }

    @Override
    public void close() {
        client.close();
        worker.close();
    }

    private RequestOptions options(MultiMap headers, List<InetAddress> found) {
        InetAddress address = found.get(Math.floorMod(turn.get(), found.size()));
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(target.port(), address.getHostAddress()))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.secure())
                .setURI(target.path())
                .setHeaders(headers)
                .setFollowRedirects(false);
    }

    private OutboundFailure late() {
        return new OutboundFailure(
                OutboundFailure.Kind.TIMEOUT,
                target + " did not answer within " + limits.deadline().toMillis() + " ms");
    }
}
