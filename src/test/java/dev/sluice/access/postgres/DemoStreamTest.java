package dev.sluice.access.postgres;

import static dev.sluice.postgres.EmbeddedPostgresFixture.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.AuthOutcome;
import dev.sluice.access.FailedLookups;
import dev.sluice.access.ReconnectCache;
import dev.sluice.bytes.Secret;
import dev.sluice.live.Authorization;
import dev.sluice.live.PublishAttempt;
import dev.sluice.postgres.Database;
import dev.sluice.postgres.DatabaseAddress;
import dev.sluice.postgres.EmbeddedPostgresFixture;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoStreamTest {
    private final Vertx vertx = Vertx.vertx();
    private final DatabaseAddress address = EmbeddedPostgresFixture.migratedDatabase();
    private final Database database = Database.open(vertx, address, 2, "test");
    private final DemoStream demo = new DemoStream(database, new SecureRandom(), InstantSource.system());

    @AfterEach
    void close() {
        database.close();
        vertx.close();
    }

    @Test
    void theKeyIsShownOnceAndOpensTheStream() {
        Secret key = join(demo.create()).orElseThrow();

        assertThat(join(demo.create())).isEmpty();
        assertThat(ask(key)).isInstanceOfSatisfying(Authorization.Granted.class, granted -> {
            assertThat(granted.stream().name()).isEqualTo(DemoStream.NAME);
            assertThat(granted.expires()).isEmpty();
        });
        assertThat(value(address, "SELECT count(*) || ' ' || min(prefix) FROM stream_keys"))
                .isEqualTo("1 " + key.reveal().substring(0, 8));
    }

    @Test
    void theLoopGetsAFreshKeyAtEachStartAndTheLastOneEnds() {
        join(demo.create());
        Secret first = join(demo.loopKey());
        Secret second = join(demo.loopKey());

        assertThat(ask(first)).isInstanceOf(Authorization.Denied.class);
        assertThat(ask(second))
                .isInstanceOfSatisfying(
                        Authorization.Granted.class,
                        granted -> assertThat(granted.expires()).isPresent());
    }

    private Authorization ask(Secret key) {
        List<AuthOutcome> outcomes = new ArrayList<>();
        PostgresPublishAuthorizer authorizer = new PostgresPublishAuthorizer(
                vertx,
                database,
                new FailedLookups(10, 200, System.nanoTime()),
                new ReconnectCache(Duration.ZERO),
                (outcome, durationNanos) -> outcomes.add(outcome),
                InstantSource.system(),
                Duration.ofSeconds(5));
        return join(authorizer.authorize(new PublishAttempt(key, Optional.of("demo"), "192.0.2.1")));
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(6, TimeUnit.SECONDS).join();
    }
}
