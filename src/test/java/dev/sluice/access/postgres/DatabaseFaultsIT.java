package dev.sluice.access.postgres;

import static dev.sluice.postgres.EmbeddedPostgresFixture.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.access.AuthOutcome;
import dev.sluice.access.FailedLookups;
import dev.sluice.access.KeyDigest;
import dev.sluice.access.ReconnectCache;
import dev.sluice.access.StreamKeyFormat;
import dev.sluice.bytes.Secret;
import dev.sluice.live.Authorization;
import dev.sluice.live.PublishAttempt;
import dev.sluice.postgres.Database;
import dev.sluice.postgres.DatabaseAddress;
import dev.sluice.postgres.DatabaseWatch;
import dev.sluice.postgres.EmbeddedPostgresFixture;
import dev.sluice.postgres.StallingProxy;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database hangs, is locked or vanishes: every publish is answered in time, and all is well afterwards. */
class DatabaseFaultsIT {
    private static final Secret KEY = StreamKeyFormat.generate(new Random(7));

    private final Vertx vertx = Vertx.vertx();
    private final List<AuthOutcome> outcomes = new CopyOnWriteArrayList<>();
    private DatabaseAddress address;
    private StallingProxy proxy;
    private Database database;

    @BeforeEach
    void openDatabase() throws Exception {
        address = EmbeddedPostgresFixture.migratedDatabase();
        proxy = new StallingProxy(vertx, EmbeddedPostgresFixture.port());
        database = Database.open(vertx, EmbeddedPostgresFixture.through(proxy.port(), address), 4, "test");
        String digest = HexFormat.of().formatHex(KeyDigest.of(KEY).toArray());
        execute(
                address,
                "INSERT INTO streams (name) VALUES ('studio');"
                        + "INSERT INTO stream_keys (stream, digest) VALUES ('studio', '\\x" + digest + "')");
    }

    @AfterEach
    void close() {
        database.close();
        proxy.close();
        vertx.close();
    }

    @Test
    void db4ADatabaseThatFallsSilentIsLeftAndFoundAgain() {
        PostgresPublishAuthorizer authorizer = authorizer(Duration.ZERO);
        assertThat(join(askAtOnce(authorizer, 8))).allMatch(Authorization.Granted.class::isInstance);

        proxy.fallSilent();
        long begunNanos = System.nanoTime();
        List<Authorization> answers = join(askAtOnce(authorizer, 200));
        assertThat(Duration.ofNanos(System.nanoTime() - begunNanos)).isLessThan(Duration.ofSeconds(5));
        assertThat(answers).allMatch(Authorization.Unavailable.class::isInstance);
        assertThat(outcomes.subList(8, 208)).containsOnly(AuthOutcome.BUSY, AuthOutcome.DB_TIMEOUT);
        // 4 connections and 64 who wait: all others were answered at once.
        assertThat(outcomes.subList(8, 8 + 200 - 4 - 64)).containsOnly(AuthOutcome.BUSY);

        proxy.speakAgain();
        assertThat(join(askAtOnce(authorizer, 8))).allMatch(Authorization.Granted.class::isInstance);
        await().atMost(5, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(proxy.openConnections()).isLessThanOrEqualTo(4));
    }

    @Test
    void db4APeerThatAcceptsAndNeverSpeaksDoesNotWedgeThePool() {
        proxy.fallSilent();
        PostgresPublishAuthorizer authorizer = authorizer(Duration.ZERO);
        assertThat(join(askAtOnce(authorizer, 8))).allMatch(Authorization.Unavailable.class::isInstance);

        proxy.speakAgain();
        assertThat(join(askAtOnce(authorizer, 8))).allMatch(Authorization.Granted.class::isInstance);
        await().atMost(5, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(proxy.openConnections()).isLessThanOrEqualTo(4));
    }

    @Test
    void theAnswerComesWithinTheTimeThatIsConfigured() {
        proxy.fallSilent();
        long begunNanos = System.nanoTime();
        PostgresPublishAuthorizer hasty = authorizer(Duration.ZERO, Duration.ofMillis(300));
        assertThat(join(askAtOnce(hasty, 1))).allMatch(Authorization.Unavailable.class::isInstance);
        assertThat(Duration.ofNanos(System.nanoTime() - begunNanos))
                .isBetween(Duration.ofMillis(300), Duration.ofMillis(1_500));
    }

    @Test
    void db3ALockedTableTimesOutAndTheConnectionsStayGood() throws Exception {
        PostgresPublishAuthorizer authorizer = authorizer(Duration.ZERO);
        try (Connection locker = EmbeddedPostgresFixture.connect(address)) {
            locker.setAutoCommit(false);
            locker.createStatement().execute("LOCK TABLE stream_keys IN ACCESS EXCLUSIVE MODE");
            assertThat(join(askAtOnce(authorizer, 6))).allMatch(Authorization.Unavailable.class::isInstance);
            assertThat(outcomes).contains(AuthOutcome.DB_TIMEOUT);
        }
        assertThat(join(askAtOnce(authorizer, 8))).allMatch(Authorization.Granted.class::isInstance);
    }

    @Test
    void db2AKeyThatWasGoodAMinuteAgoComesBackWhileTheDatabaseIsAway() {
        PostgresPublishAuthorizer authorizer = authorizer(Duration.ofSeconds(60));
        join(askAtOnce(authorizer, 1));

        proxy.close();
        execute(address, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'test'");

        assertThat(join(askAtOnce(authorizer, 1))).allMatch(Authorization.Granted.class::isInstance);
        assertThat(outcomes).containsExactly(AuthOutcome.ALLOWED, AuthOutcome.CACHED);
        assertThat(join(List.of(ask(authorizer, StreamKeyFormat.generate(new Random(9))))))
                .allMatch(Authorization.Unavailable.class::isInstance);
    }

    @Test
    void db4TheWatchSeesTheSilenceAndItsEnd() {
        DatabaseWatch watch = new DatabaseWatch(vertx, database);
        watch.start();
        await().atMost(3, TimeUnit.SECONDS).until(watch::up);

        proxy.fallSilent();
        await().atMost(5, TimeUnit.SECONDS).until(() -> !watch.up());

        proxy.speakAgain();
        await().atMost(5, TimeUnit.SECONDS).until(watch::up);
        watch.close();
    }

    @Test
    void db5ALimitOfConnectionsIsBusyAndNotANo() {
        String role = "few" + System.nanoTime();
        execute(
                address,
                "CREATE ROLE " + role
                        + " LOGIN CONNECTION LIMIT 1; GRANT SELECT, UPDATE ON ALL TABLES IN SCHEMA public TO " + role);
        database.close();
        database = Database.open(vertx, new DatabaseAddress(address.reactiveUrl(), role, KEY), 4, "test");
        PostgresPublishAuthorizer authorizer = authorizer(Duration.ZERO);

        join(askAtOnce(authorizer, 50));
        assertThat(outcomes)
                .hasSize(50)
                .isSubsetOf(AuthOutcome.ALLOWED, AuthOutcome.BUSY)
                .contains(AuthOutcome.BUSY);

        execute(address, "ALTER ROLE " + role + " CONNECTION LIMIT -1");
        assertThat(join(askAtOnce(authorizer, 8))).allMatch(Authorization.Granted.class::isInstance);
    }

    @Test
    void db7ConnectionsThatDiedUnusedCostNoPublisher() {
        PostgresPublishAuthorizer authorizer = authorizer(Duration.ZERO);
        join(askAtOnce(authorizer, 4));
        execute(address, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'test'");

        long begunNanos = System.nanoTime();
        assertThat(join(askAtOnce(authorizer, 4))).allMatch(Authorization.Granted.class::isInstance);
        assertThat(Duration.ofNanos(System.nanoTime() - begunNanos)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void cfg4AChangedPasswordIsTakenFromItsFileAtTheNextConnection() throws Exception {
        String role = "rotating" + System.nanoTime();
        execute(
                address,
                "CREATE ROLE " + role + " LOGIN PASSWORD 'first';"
                        + "GRANT SELECT, UPDATE ON ALL TABLES IN SCHEMA public TO " + role);
        Path rules = Path.of(EmbeddedPostgresFixture.value(address, "SHOW hba_file"));
        Files.writeString(rules, "host all " + role + " all scram-sha-256\n" + Files.readString(rules));
        execute(address, "SELECT pg_reload_conf()");
        Path file = Files.writeString(Files.createTempFile("password", ""), "first\n");
        database.close();
        database = Database.open(
                vertx,
                new DatabaseAddress(address.reactiveUrl(), role, new Secret("unused"), Optional.of(file)),
                4,
                "test");
        PostgresPublishAuthorizer authorizer = authorizer(Duration.ZERO);
        assertThat(join(askAtOnce(authorizer, 4))).allMatch(Authorization.Granted.class::isInstance);

        execute(address, "ALTER ROLE " + role + " PASSWORD 'second'");
        assertThat(join(askAtOnce(authorizer, 4))).allMatch(Authorization.Granted.class::isInstance);
        execute(address, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'test'");
        assertThat(join(askAtOnce(authorizer, 1))).allMatch(Authorization.Unavailable.class::isInstance);

        Files.writeString(file, "second\n");
        assertThat(join(askAtOnce(authorizer, 4))).allMatch(Authorization.Granted.class::isInstance);
        Files.delete(file);
    }

    private List<CompletableFuture<Authorization>> askAtOnce(PostgresPublishAuthorizer authorizer, int times) {
        return IntStream.range(0, times).mapToObj(i -> ask(authorizer, KEY)).toList();
    }

    private static CompletableFuture<Authorization> ask(PostgresPublishAuthorizer authorizer, Secret key) {
        return authorizer
                .authorize(new PublishAttempt(key, Optional.empty(), "192.0.2.1"))
                .toCompletableFuture();
    }

    private static List<Authorization> join(List<CompletableFuture<Authorization>> asked) {
        return asked.stream()
                .map(one -> one.orTimeout(6, TimeUnit.SECONDS).join())
                .toList();
    }

    private PostgresPublishAuthorizer authorizer(Duration reconnectCache) {
        return authorizer(reconnectCache, Duration.ofSeconds(5));
    }

    private PostgresPublishAuthorizer authorizer(Duration reconnectCache, Duration deadline) {
        return new PostgresPublishAuthorizer(
                vertx,
                database,
                new FailedLookups(1_000, 1_000, System.nanoTime()),
                new ReconnectCache(reconnectCache),
                (outcome, durationNanos) -> outcomes.add(outcome),
                InstantSource.system(),
                deadline);
    }
}
