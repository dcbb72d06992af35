package dev.sluice.cluster.postgres;

import static dev.sluice.postgres.EmbeddedPostgresFixture.execute;
import static dev.sluice.postgres.EmbeddedPostgresFixture.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.live.Claim;
import dev.sluice.live.StreamName;
import dev.sluice.postgres.Database;
import dev.sluice.postgres.DatabaseAddress;
import dev.sluice.postgres.EmbeddedPostgresFixture;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresStreamClaimsTest {
    private static final StreamName STUDIO = new StreamName("studio");

    private final Vertx vertx = Vertx.vertx();
    private final List<Claim> lost = new CopyOnWriteArrayList<>();
    private DatabaseAddress address;
    private Database database;
    private static final UUID KEY = new UUID(1, 1);

    private PostgresStreamClaims one;
    private PostgresStreamClaims other;

    @BeforeEach
    void openDatabase() {
        address = EmbeddedPostgresFixture.migratedDatabase();
        database = Database.open(vertx, address, 4, "test");
        one = new PostgresStreamClaims(vertx, database, "one", "192.0.2.1:8080", lost::add);
        other = new PostgresStreamClaims(vertx, database, "other", "192.0.2.2:8080", claim -> {});
    }

    @AfterEach
    void close() {
        database.close();
        vertx.close();
    }

    @Test
    void theEpochGrowsWithEachClaimOnAnyReplica() {
        assertThat(claim(one)).contains(new Claim(STUDIO, 1));
        assertThat(claim(other)).contains(new Claim(STUDIO, 2));
        assertThat(claim(one)).contains(new Claim(STUDIO, 3));
        assertThat(value(address, "SELECT owner || ' ' || address FROM stream_claims"))
                .isEqualTo("one 192.0.2.1:8080");
    }

    @Test
    void noTwoClaimsAtOnceGetTheSameEpoch() {
        Set<Long> epochs = new HashSet<>();
        Stream.generate(() -> List.of(one, other))
                .limit(20)
                .flatMap(List::stream)
                .map(claims -> claims.claim(STUDIO, KEY).toCompletableFuture())
                .toList()
                .forEach(claim -> epochs.add(claim.join().orElseThrow().epoch()));

        assertThat(epochs).hasSize(40);
    }

    @Test
    void db6TheEpochDoesNotFallWhenTheRowWasLost() {
        claim(one);
        claim(one);
        execute(address, "DELETE FROM stream_claims");

        assertThat(claim(one)).contains(new Claim(STUDIO, 3));
    }

    @Test
    void aReleasedStreamKeepsItsEpochAndHasNoOwner() {
        Claim claim = claim(one).orElseThrow();
        one.release(claim);

        await().until(() -> value(address, "SELECT owner FROM stream_claims").equals("null"));
        assertThat(claim(other)).contains(new Claim(STUDIO, 2));
    }

    @Test
    void theReleaseOfAnOvertakenClaimChangesNothing() {
        Claim overtaken = claim(one).orElseThrow();
        claim(other);
        one.release(overtaken);
        claim(one);
        claim(other);

        assertThat(value(address, "SELECT owner FROM stream_claims")).isEqualTo("other");
    }

    @Test
    void renewalKeepsWhatIsHeldAndTellsWhatWasOvertaken() {
        Claim overtaken = claim(one).orElseThrow();
        StreamName second = new StreamName("second");
        one.claim(second, KEY).toCompletableFuture().join();
        claim(other);
        execute(address, "UPDATE stream_claims SET renewed_at = now() - interval '1 hour'");
        one.renew();

        await().atMost(5, TimeUnit.SECONDS).untilAsserted(() -> assertThat(lost).containsExactly(overtaken));
        assertThat(value(address, "SELECT now() - renewed_at < '5 s' FROM stream_claims WHERE stream = 'second'"))
                .isEqualTo("t");
        assertThat(value(address, "SELECT now() - renewed_at < '5 s' FROM stream_claims WHERE stream = 'studio'"))
                .isEqualTo("f");
        one.renew();
        assertThat(lost).hasSize(1);
    }

    @Test
    void withoutADatabaseThereIsNoClaimAndNoException() {
        database.close();

        assertThat(claim(one)).isEmpty();
    }

    private static Optional<Claim> claim(PostgresStreamClaims claims) {
        return claims.claim(STUDIO, KEY)
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }
}
