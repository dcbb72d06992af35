package dev.sluice.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.AuthOutcome;
import dev.sluice.access.FailedLookups;
import dev.sluice.bytes.Secret;
import dev.sluice.live.Authorization;
import dev.sluice.live.Authorization.Denied;
import dev.sluice.live.Authorization.Granted;
import dev.sluice.live.Authorization.Unavailable;
import dev.sluice.live.CloseReason;
import dev.sluice.live.PublishAttempt;
import dev.sluice.live.StreamName;
import dev.sluice.live.Visibility;
import dev.sluice.outbound.AddressRanges;
import dev.sluice.outbound.FakeTarget;
import dev.sluice.outbound.Lookup;
import dev.sluice.outbound.OutboundClient;
import dev.sluice.outbound.OutboundLimits;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPublishAuthorizerTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<AuthOutcome> outcomes = new CopyOnWriteArrayList<>();
    private FakeTarget target;
    private HttpPublishAuthorizer authorizer;

    @BeforeEach
    void open() throws Exception {
        target = new FakeTarget(vertx);
        OutboundClient client = new OutboundClient(
                vertx,
                target.target(),
                AddressRanges.parse(AddressRanges.PRIVATE),
                new OutboundLimits(Duration.ofMillis(1_500), 2, 4, 1_000),
                Lookup.SYSTEM);
        authorizer = new HttpPublishAuthorizer(
                client,
                "live",
                new FailedLookups(3, 100, System.nanoTime()),
                (outcome, durationNanos) -> outcomes.add(outcome),
                new SessionKeyIds(new byte[] {1}));
    }

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void asksInTheFormOfOnPublishAndGrantsTheNameThatWasAsked() {
        assertThat(ask("a&b c", "studio")).isInstanceOfSatisfying(Granted.class, granted -> {
            assertThat(granted.stream().name()).isEqualTo(new StreamName("studio"));
            assertThat(granted.stream().visibility()).isEqualTo(Visibility.PUBLIC);
        });
        assertThat(target.received()).singleElement().satisfies(request -> {
            assertThat(request.body())
                    .isEqualTo("call=publish&type=live&app=live&name=studio&addr=192.0.2.1&key=a%26b+c");
            assertThat(request.headers().get("content-type")).isEqualTo("application/x-www-form-urlencoded");
        });
        assertThat(outcomes).containsExactly(AuthOutcome.ALLOWED);
    }

    @Test
    void aKeyAloneStandsInPlaceOfTheNameAndTheAnswerNamesTheStream() {
        target.answer(request -> request.response()
                .putHeader("x-stream-name", "studio")
                .putHeader("x-stream-visibility", "private")
                .end());

        assertThat(ask("secret-key", "")).isInstanceOfSatisfying(Granted.class, granted -> {
            assertThat(granted.stream().name()).isEqualTo(new StreamName("studio"));
            assertThat(granted.stream().visibility()).isEqualTo(Visibility.PRIVATE);
        });
        assertThat(target.received().get(0).body()).contains("&name=secret-key&", "&key=secret-key");
    }

    @Test
    void key7AKeyNeverBecomesAPublicName() {
        assertThat(ask("goodname", "")).isInstanceOf(Unavailable.class);
    }

    @Test
    void anotherNameThanTheKeysIsRefused() {
        target.answer(request ->
                request.response().putHeader("x-stream-name", "other").end());

        assertThat(ask("secret-key", "studio")).isEqualTo(new Denied(CloseReason.NAME_MISMATCH));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 400, 401, 403, 404})
    void anythingButYesIsNo(int status) {
        target.answer(FakeTarget.status(status));

        assertThat(ask("secret-key", "studio")).isEqualTo(new Denied(CloseReason.KEY_UNKNOWN));
        assertThat(outcomes).containsExactly(AuthOutcome.DENIED);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void aServiceInTroubleIsNotANo(int status) {
        target.answer(FakeTarget.status(status));

        assertThat(ask("secret-key", "studio")).isInstanceOf(Unavailable.class);
        assertThat(outcomes).containsExactly(AuthOutcome.HTTP_ERROR);
    }

    @Test
    void silenceAndAClosedPortAreNotANo() {
        target.answer(request -> {});
        assertThat(ask("secret-key", "studio")).isInstanceOf(Unavailable.class);
        target.close();
        assertThat(ask("secret-key", "studio")).isInstanceOf(Unavailable.class);
        assertThat(outcomes).containsExactly(AuthOutcome.HTTP_TIMEOUT, AuthOutcome.HTTP_ERROR);
    }

    @Test
    void net5GuessingIsStoppedBeforeTheServiceIsAsked() {
        target.answer(FakeTarget.status(403));
        for (int i = 0; i < 10; i++) {
            ask("guess" + i, "studio");
        }

        assertThat(target.received()).hasSize(3);
        assertThat(ask("guess", "studio")).isEqualTo(new Denied(CloseReason.RATE_LIMITED));
    }

    @Test
    void whatCannotBeAKeyOrANameIsNotAskedFor() {
        assertThat(ask("line\nbreak", "studio")).isEqualTo(new Denied(CloseReason.KEY_UNKNOWN));
        assertThat(ask("secret-key", "../x")).isEqualTo(new Denied(CloseReason.NAME_INVALID));
        assertThat(target.received()).isEmpty();
    }

    @Test
    void theSameKeyHasTheSameIdAndNoIdTellsTheKey() {
        Granted first = (Granted) ask("secret-key", "studio");
        Granted again = (Granted) ask("secret-key", "studio");

        assertThat(first.keyId()).isEqualTo(again.keyId());
        assertThat(first.keyId().version()).isEqualTo(8);
        assertThat(((Granted) ask("other-key", "studio")).keyId()).isNotEqualTo(first.keyId());
    }

    private Authorization ask(String key, String name) {
        return authorizer
                .authorize(new PublishAttempt(new Secret(key), Optional.of(name), "192.0.2.1"))
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }
}
