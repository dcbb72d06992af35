package dev.sluice.hooks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.bytes.Secret;
import dev.sluice.hooks.HookEvent;
import dev.sluice.hooks.HookMessage;
import dev.sluice.hooks.HookOutcome;
import dev.sluice.hooks.HookQueue;
import dev.sluice.hooks.HookSecret;
import dev.sluice.live.CloseReason;
import dev.sluice.live.StreamName;
import dev.sluice.outbound.AddressRanges;
import dev.sluice.outbound.FakeTarget;
import dev.sluice.outbound.Lookup;
import dev.sluice.outbound.OutboundClient;
import dev.sluice.outbound.OutboundLimits;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HookSenderTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00.123456Z");
    private static final HookSecret SECRET = HookSecret.parse(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
            .orElseThrow();

    private final Vertx vertx = Vertx.vertx();
    private final List<HookOutcome> outcomes = new CopyOnWriteArrayList<>();
    private FakeTarget target;
    private HookSender sender;

    @BeforeEach
    void open() throws Exception {
        target = new FakeTarget(vertx);
        sender = new HookSender(
                vertx,
                new OutboundClient(
                        vertx,
                        target.target(),
                        AddressRanges.parse("127.0.0.1"),
                        new OutboundLimits(Duration.ofMillis(300), 1, 1, 1_000),
                        Lookup.SYSTEM),
                SECRET,
                new HookQueue(3, outcomes::add),
                outcomes::add,
                new HookPacing(3, Duration.ofMillis(5), 5, Duration.ofMillis(400)),
                InstantSource.fixed(NOW));
    }

    @AfterEach
    void close() {
        sender.close();
        vertx.close();
    }

    @Test
    void whatIsSentIsSignedAndSaysWhatHappened() {
        sender.send(message("msg_1"));
        await().until(() -> outcomes.size() == 1);

        FakeTarget.Received request = target.received().get(0);
        long seconds = NOW.getEpochSecond();
        assertThat(request.headers().get("webhook-id")).isEqualTo("msg_1");
        assertThat(request.headers().get("webhook-timestamp")).isEqualTo(Long.toString(seconds));
        assertThat(request.headers().get("webhook-signature")).isEqualTo(SECRET.sign("msg_1", seconds, request.body()));
        assertThat(request.headers().get("content-type")).isEqualTo("application/json");
        JsonObject body = new JsonObject(request.body());
        assertThat(body.getString("type")).isEqualTo("published");
        assertThat(body.getString("timestamp")).isEqualTo("2026-05-01T12:00:00.123Z");
        assertThat(body.getString("stream")).isEqualTo("demo");
        assertThat(body.getString("software")).isEqualTo("OBS?31");
        assertThat(outcomes).containsExactly(HookOutcome.DELIVERED);
    }

    @Test
    void aFailedAttemptIsRepeatedWithTheSameIdAndNothingOvertakes() {
        target.answer(request -> {
            int status = target.received().size() < 3 ? 500 : 200;
            request.response().setStatusCode(status).end();
        });
        sender.send(message("msg_1"));
        sender.send(message("msg_2"));
        await().until(() -> outcomes.size() == 2);

        assertThat(target.received())
                .extracting(request -> request.headers().get("webhook-id"))
                .containsExactly("msg_1", "msg_1", "msg_1", "msg_2");
        assertThat(outcomes).containsOnly(HookOutcome.DELIVERED);
    }

    @Test
    void net9ATargetThatIsDownIsLeftAloneAndTheQueueStaysBounded() {
        target.answer(FakeTarget.status(302));
        for (int i = 0; i < 20; i++) {
            sender.send(message("msg_" + i));
        }
        await().until(() -> target.received().size() == 5);
        long suspendedNanos = System.nanoTime();
        await().until(() -> target.received().size() == 6);
        assertThat(Duration.ofNanos(System.nanoTime() - suspendedNanos)).isGreaterThan(Duration.ofMillis(200));
        assertThat(outcomes).contains(HookOutcome.DROPPED, HookOutcome.FAILED);

        target.answer(FakeTarget.status(200));
        await().until(() -> outcomes.size() == 20);
        assertThat(outcomes).contains(HookOutcome.DELIVERED);
    }

    @Test
    void everyKindOfEventHasItsFields() {
        StreamName demo = new StreamName("demo");
        UUID key = new UUID(1, 2);
        assertThat(json(new HookEvent.Ended(demo, 7, key, "192.0.2.1", CloseReason.KICKED, Duration.ofSeconds(90))))
                .contains("\"type\":\"ended\"", "\"reason\":\"kicked\"", "\"durationSeconds\":90", "\"epoch\":7");
        assertThat(json(new HookEvent.Refused("192.0.2.1", CloseReason.KEY_UNKNOWN)))
                .contains("\"type\":\"refused\"", "\"reason\":\"key_unknown\"", "\"address\":\"192.0.2.1\"");
        assertThat(json(new HookEvent.Recorded(demo, 7, "/hls/demo/vod-7.m3u8")))
                .contains("\"type\":\"recorded\"", "\"path\":\"/hls/demo/vod-7.m3u8\"");
    }

    private static String json(HookEvent event) {
        return HookJson.write(new HookMessage("msg_1", NOW, event));
    }

    private static HookMessage message(String id) {
        return new HookMessage(
                id, NOW, new HookEvent.Published(new StreamName("demo"), 7, new UUID(1, 2), "192.0.2.1", "OBS\n31"));
    }
}
