package dev.sluice.delivery.http;

import dev.sluice.bytes.Secret;
import dev.sluice.hls.Format;
import dev.sluice.live.Playback;
import dev.sluice.live.PlaybackAuthorizer;
import dev.sluice.live.StreamName;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** The routes on a real socket, with a clock of the test's own. */
final class HlsServer implements AutoCloseable {
    final AtomicLong nanos = new AtomicLong();
    final WaitingRoom room;
    final LiveShelf shelf;
    final Viewers viewers = new Viewers(new byte[32], nanos::get);
    final DeliveryTotals totals;
    final Set<String> published = ConcurrentHashMap.newKeySet();

    /** Who may watch what; everything is public at first. */
    volatile PlaybackAuthorizer authorizer = (stream, token, address) -> new Playback.Open();

    /** One for all tests: loops cost more than what they are tested with. */
    private static final Vertx VERTX = Vertx.vertx();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final HttpServer server;

    HlsServer(Path volume) throws Exception {
        this(volume, new WaitingLimits(1_000, 1_000));
    }

    HlsServer(Path volume, WaitingLimits limits) throws Exception {
        room = new WaitingRoom(limits);
        shelf = new LiveShelf(room);
        totals = new DeliveryTotals(viewers, shelf, nanos::get, (kind, took) -> {});
        Published expected = new Published(EnumSet.of(Format.CMAF), published::contains);
        Router router = Router.router(VERTX);
        DateHeader.install(router, () -> Instant.ofEpochSecond(1_780_444_800));
        new HlsRoutes(shelf, expected, new VolumeReader(VERTX, volume), viewers, totals, this::decide).install(router);
        server = VERTX.createHttpServer(new HttpServerOptions())
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private Playback decide(StreamName stream, Optional<Secret> token, String address) {
        return authorizer.decide(stream, token, address);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .timeout(Duration.ofSeconds(15));
    }

    HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = request(path);
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    /** A request that the server is to hold; returns once it does. */
    CompletableFuture<HttpResponse<byte[]>> held(String path, String... headers) {
        int before = room.waiting();
        HttpRequest.Builder request = request(path);
        CompletableFuture<HttpResponse<byte[]>> answer = CLIENT.sendAsync(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        Awaitility.await()
                .pollInterval(1, TimeUnit.MILLISECONDS)
                .until(() -> room.waiting() > before || answer.isDone());
        if (answer.isDone()) {
            throw new AssertionError(
                    path + " was answered at once with " + answer.join().statusCode() + ": " + text(answer.join()));
        }
        return answer;
    }

    /** A connection with one request of whose answer nothing is read. */
    Socket open(String path) throws Exception {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(5_000);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** So much time passes, for those who wait. */
    void pass(long seconds) {
        room.sweep(nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds)));
    }

    static HttpResponse<byte[]> answer(CompletableFuture<HttpResponse<byte[]>> held) throws Exception {
        return held.get(10, TimeUnit.SECONDS);
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Override
    public void close() {
        server.close().toCompletionStage().toCompletableFuture().join();
    }
}
