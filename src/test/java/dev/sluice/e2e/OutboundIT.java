package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.outbound.FakeTarget;
import dev.sluice.rtmp.client.ClientState;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The running program asks one HTTP service who may publish and tells another what happened. */
class OutboundIT {
    private static Vertx vertx;
    private static FakeTarget authorizer;
    private static FakeTarget hooks;
    private static RunningSluice sluice;

    @BeforeAll
    static void start() throws Exception {
        vertx = Vertx.vertx();
        authorizer = new FakeTarget(vertx);
        hooks = new FakeTarget(vertx);
        sluice = RunningSluice.start(
                "outbound",
                Map.of(
                        "sluice.auth.http.url", authorizer.url(),
                        "sluice.auth.http.timeout", "1s",
                        "sluice.hooks.url", hooks.url(),
                        "sluice.hooks.allow", "127.0.0.1",
                        "sluice.hooks.secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "sluice.hls.recording", "true",
                        "sluice.hls.segment-duration", "1s",
                        "sluice.hls.resume-window", "1s"));
        // The claim of a stream needs the schema.
        sluice.demoKey();
    }

    @AfterAll
    static void stop() {
        sluice.close();
        vertx.close();
    }

    @BeforeEach
    void yes() {
        authorizer.answer(request ->
                request.response().putHeader("x-stream-name", "studio").end());
    }

    @Test
    void aStreamIsToldFromItsFirstToItsLast() throws Exception {
        try (SocketPublisher publisher = new SocketPublisher(sluice.rtmpPort(), "any-key")) {
            assertThat(publisher.await(ClientState.PUBLISHED, Duration.ofSeconds(5)))
                    .isEqualTo(ClientState.PUBLISHED);
            for (int i = 0; i < 150; i++) {
                publisher.audio();
                publisher.listen(5);
            }
            awaitEvent("published", "studio");
        }
        assertThat(authorizer.received().get(0).body())
                .isEqualTo("call=publish&type=live&app=live&name=any-key&addr=127.0.0.1&key=any-key");
        assertThat(awaitEvent("ended", "studio").getString("reason")).isIn("peer_closed", "unpublished", "peer_reset");
        String path = awaitEvent("recorded", "studio").getString("path");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> sluice.get(sluice.httpUrl() + path).statusCode() == 200);
        assertThat(sluice.metric("sluice_webhook_deliveries_total", "delivered"))
                .isGreaterThanOrEqualTo(3);
    }

    @Test
    void aNoIsToldInWordsAndIsAnEvent() throws Exception {
        authorizer.answer(FakeTarget.status(403));
        try (SocketPublisher publisher = new SocketPublisher(sluice.rtmpPort(), "bad-key")) {
            assertThat(publisher.await(ClientState.PUBLISHED, Duration.ofSeconds(5)))
                    .isEqualTo(ClientState.REFUSED);
        }
        await().atMost(Duration.ofSeconds(5))
                .until(() -> hooks.received().stream()
                        .anyMatch(request -> request.body().contains("\"reason\":\"key_unknown\"")));
    }

    @Test
    void aServiceInTroubleOnlyClosesTheSocketSoThatEncodersRetry() throws Exception {
        for (Consumer<HttpServerRequest> trouble : List.of(FakeTarget.status(503), request -> {})) {
            authorizer.answer(trouble);
            try (SocketPublisher publisher = new SocketPublisher(sluice.rtmpPort(), "any-key")) {
                long begunNanos = System.nanoTime();
                assertThat(publisher.await(ClientState.PUBLISHED, Duration.ofSeconds(5)))
                        .isNotIn(ClientState.PUBLISHED, ClientState.REFUSED);
                assertThat(publisher.isClosedByServer()).isTrue();
                assertThat(Duration.ofNanos(System.nanoTime() - begunNanos)).isLessThan(Duration.ofSeconds(3));
            }
        }
    }

    private static JsonObject awaitEvent(String type, String stream) {
        return await().atMost(Duration.ofSeconds(15))
                .until(
                        () -> hooks.received().stream()
                                .map(request -> new JsonObject(request.body()))
                                .filter(event -> event.getString("type").equals(type))
                                .filter(event -> event.getString("stream", "").equals(stream))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }
}
