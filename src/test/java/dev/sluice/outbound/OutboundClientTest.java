package dev.sluice.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.outbound.OutboundClient.Answer;
import dev.sluice.outbound.OutboundFailure.Kind;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboundClientTest {
    private static final AddressRanges LOOPBACK = AddressRanges.parse("127.0.0.1");

    private final Vertx vertx = Vertx.vertx();
    private FakeTarget server;

    @BeforeEach
    void listen() throws Exception {
        server = new FakeTarget(vertx);
    }

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void postsToTheWholePathUnderTheConfiguredHost() throws Exception {
        OutboundClient client = client(server.target(), LOOPBACK, Lookup.SYSTEM);

        assertThat(get(client).isSuccess()).isTrue();
        assertThat(server.received()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/hook?a=b");
            assertThat(request.headers().get("host")).startsWith("127.0.0.1:");
            assertThat(request.body()).isEqualTo("body");
        });
    }

    @Test
    void out1APrivateAddressThatIsNotAllowedIsNeverConnectedTo() {
        assertThat(kind(client(server.target(), AddressRanges.NONE, Lookup.SYSTEM)))
                .isEqualTo(Kind.FORBIDDEN);
        assertThat(kind(client(
                        server.target(),
                        AddressRanges.parse(AddressRanges.PRIVATE.replace("127.0.0.0/8,", "")),
                        Lookup.SYSTEM)))
                .isEqualTo(Kind.FORBIDDEN);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void out1OneBadAddressAmongGoodOnesIsEnough() {
        Lookup several = host -> List.of(Addresses.of("127.0.0.1"), Addresses.of("169.254.169.254"));

        assertThat(kind(client(named(), LOOPBACK, several))).isEqualTo(Kind.FORBIDDEN);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void out1ANameThatLeadsElsewhereLaterIsCheckedAgain() throws Exception {
        AtomicInteger turn = new AtomicInteger();
        Lookup rebinding = host -> List.of(Addresses.of(turn.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2"));
        OutboundClient client = client(named(), LOOPBACK, rebinding);

        assertThat(get(client).isSuccess()).isTrue();
        assertThat(kind(client)).isEqualTo(Kind.FORBIDDEN);
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void out1PlainHttpNeedsAnAllowedAddressAlsoInTheInternet() {
        Lookup internet = host -> List.of(Addresses.of("1.1.1.1"));

        assertThat(kind(client(named(), LOOPBACK, internet))).isEqualTo(Kind.FORBIDDEN);
    }

    @Test
    void out1ARedirectIsAnAnswerLikeAnyOther() throws Exception {
        server.answer(request -> request.response()
                .setStatusCode(307)
                .putHeader("location", "/elsewhere")
                .end());

        assertThat(get(client(server.target(), LOOPBACK, Lookup.SYSTEM)).status())
                .isEqualTo(307);
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void net9ATargetThatSaysNothingIsLeftAtTheDeadline() {
        server.answer(request -> {});
        long begunNanos = System.nanoTime();

        assertThat(kind(client(server.target(), LOOPBACK, Lookup.SYSTEM))).isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - begunNanos)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void net9ABodyThatDripsOnIsLeftAtTheDeadline() {
        server.answer(request -> {
            request.response().setChunked(true).write("x");
            vertx.setPeriodic(20, timer -> {
                if (!request.response().closed()) {
                    request.response().write("x");
                }
            });
        });

        assertThat(kind(client(server.target(), LOOPBACK, Lookup.SYSTEM))).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void net9AHugeAnswerIsNotReadToItsEnd() {
        server.answer(request -> request.response().end(Buffer.buffer(new byte[1 << 20])));

        assertThat(kind(client(server.target(), LOOPBACK, Lookup.SYSTEM))).isEqualTo(Kind.CONNECTION);
    }

    @Test
    void net9NameServersThatSayNothingCostOneThreadAndOneDeadline() {
        AtomicInteger lookups = new AtomicInteger();
        OutboundClient client = client(named(), LOOPBACK, host -> {
            lookups.incrementAndGet();
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        });
        List<CompletableFuture<Answer>> asked = List.of(start(client), start(client), start(client), start(client));

        asked.forEach(one -> assertThat(kind(one)).isEqualTo(Kind.TIMEOUT));
        assertThat(lookups).hasValue(1);
    }

    @Test
    void moreRequestsThanMayWaitAreRefusedAtOnce() {
        server.answer(request -> {});
        OutboundClient client = client(server.target(), LOOPBACK, Lookup.SYSTEM);
        List<CompletableFuture<Answer>> asked =
                List.of(start(client), start(client), start(client), start(client), start(client));

        assertThat(asked.stream().map(OutboundClientTest::kind)).contains(Kind.BUSY, Kind.TIMEOUT);
    }

    private Target named() {
        return new Target(false, "hooks.test", server.target().port(), "/");
    }

    private OutboundClient client(Target target, AddressRanges allowed, Lookup lookup) {
        return new OutboundClient(
                vertx, target, allowed, new OutboundLimits(Duration.ofMillis(400), 1, 2, 64 * 1024), lookup);
    }

    private static CompletableFuture<Answer> start(OutboundClient client) {
        return client.post(MultiMap.caseInsensitiveMultiMap(), Buffer.buffer("body"))
                .toCompletionStage()
                .toCompletableFuture();
    }

    private static Answer get(OutboundClient client) throws Exception {
        return start(client).get(5, TimeUnit.SECONDS);
    }

    private static Kind kind(OutboundClient client) {
        return kind(start(client));
    }

    private static Kind kind(CompletableFuture<Answer> asked) {
        Throwable failure = catchThrowable(() -> asked.get(5, TimeUnit.SECONDS));
        assertThat(failure).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(OutboundFailure.class);
        return ((OutboundFailure) failure.getCause()).kind();
    }
}
