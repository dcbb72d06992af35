package dev.sluice.access.postgres;

import static dev.sluice.postgres.EmbeddedPostgresFixture.execute;
import static dev.sluice.postgres.EmbeddedPostgresFixture.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.access.AuthOutcome;
import dev.sluice.access.FailedLookups;
import dev.sluice.access.KeyDigest;
import dev.sluice.access.ReconnectCache;
import dev.sluice.access.StreamKeyFormat;
import dev.sluice.bytes.Secret;
import dev.sluice.live.Allowance;
import dev.sluice.live.Authorization;
import dev.sluice.live.CloseReason;
import dev.sluice.live.CodecFamily;
import dev.sluice.live.PublishAttempt;
import dev.sluice.postgres.Database;
import dev.sluice.postgres.DatabaseAddress;
import dev.sluice.postgres.EmbeddedPostgresFixture;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresPublishAuthorizerTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Secret KEY = StreamKeyFormat.generate(new Random(7));
    private static final Secret STRANGER = StreamKeyFormat.generate(new Random(8));

    private final Vertx vertx = Vertx.vertx();
    private final List<AuthOutcome> outcomes = new CopyOnWriteArrayList<>();
    private DatabaseAddress address;
    private Database database;
    private PostgresPublishAuthorizer authorizer;

    @BeforeEach
    void openDatabase() {
        address = EmbeddedPostgresFixture.migratedDatabase();
        database = Database.open(vertx, address, 4, "test");
        authorizer = authorizer(database);
        execute(address, "INSERT INTO streams (name, title, takeover) VALUES ('studio', 'Studio 1', 'reject')");
        insertKey(KEY, false);
    }

    @AfterEach
    void close() {
        database.close();
        vertx.close();
    }

    @Test
    void aKeyOpensItsStream() {
        assertThat(ask(KEY, "studio")).isInstanceOfSatisfying(Authorization.Granted.class, granted -> {
            assertThat(granted.stream().name().value()).isEqualTo("studio");
            assertThat(granted.stream().title()).isEqualTo("Studio 1");
            assertThat(granted.stream().takeover()).isEqualTo(dev.sluice.live.TakeoverPolicy.REJECT);
            assertThat(granted.expires()).isEmpty();
        });
        assertThat(ask(KEY, "")).isInstanceOf(Authorization.Granted.class);
        assertThat(outcomes).containsExactly(AuthOutcome.ALLOWED, AuthOutcome.ALLOWED);
    }

    @Test
    void refusalsSayWhyAndAreCountedApart() {
        assertThat(ask(STRANGER, "studio")).isEqualTo(denied(CloseReason.KEY_UNKNOWN));
        assertThat(ask(KEY, "other")).isEqualTo(denied(CloseReason.NAME_MISMATCH));
        assertThat(ask(KEY, "../other")).isEqualTo(denied(CloseReason.NAME_INVALID));
        execute(address, "UPDATE stream_keys SET disabled = true");
        assertThat(ask(KEY, "studio")).isEqualTo(denied(CloseReason.KEY_REVOKED));
        execute(address, "UPDATE stream_keys SET disabled = false, expires = '" + NOW + "'");
        assertThat(ask(KEY, "studio")).isEqualTo(denied(CloseReason.KEY_EXPIRED));
        execute(address, "UPDATE stream_keys SET expires = NULL, revoked = now()");
        assertThat(ask(KEY, "studio")).isEqualTo(denied(CloseReason.KEY_REVOKED));
        assertThat(outcomes)
                .containsExactly(
                        AuthOutcome.DENIED,
                        AuthOutcome.NAME_MISMATCH,
                        AuthOutcome.DENIED,
                        AuthOutcome.REVOKED,
                        AuthOutcome.EXPIRED,
                        AuthOutcome.REVOKED);
    }

    @Test
    void key4AMistypedKeyIsRefusedWithoutAQuery() {
        database.close();
        String mistyped = KEY.reveal().substring(0, 31) + (KEY.reveal().endsWith("0") ? "1" : "0");

        assertThat(ask(new Secret(mistyped), "studio")).isEqualTo(denied(CloseReason.KEY_UNKNOWN));
        assertThat(ask(new Secret(""), "studio")).isEqualTo(denied(CloseReason.KEY_UNKNOWN));
    }

    @Test
    void key4UnknownRevokedAndMalformedTakeTheSameTime() {
        execute(address, "UPDATE stream_keys SET revoked = now()");
        String text = KEY.reveal();
        Secret mistyped = new Secret(text.substring(0, 31) + (text.endsWith("0") ? "1" : "0"));
        List<Secret> classes = List.of(STRANGER, KEY, mistyped);
        long[][] nanos = new long[classes.size()][1_000];
        authorizer = new PostgresPublishAuthorizer(
                vertx,
                database,
                new FailedLookups(1_000_000, 1_000_000, System.nanoTime()),
                new ReconnectCache(Duration.ofSeconds(60)),
                (outcome, durationNanos) -> {},
                InstantSource.fixed(NOW),
                Duration.ofSeconds(5));
        for (int i = -200; i < 1_000; i++) {
            // In turns, so that whatever else the machine does hits all of them.
            for (int of = 0; of < classes.size(); of++) {
                long begun = System.nanoTime();
                assertThat(ask(classes.get(of), "studio")).isInstanceOf(Authorization.Denied.class);
                nanos[of][Math.max(0, i)] = System.nanoTime() - begun;
            }
        }
        for (long[] taken : nanos) {
            Arrays.sort(taken);
        }
        for (long[] taken : nanos) {
            assertThat(Math.abs(taken[500] - nanos[0][500])).isLessThan(1_000_000);
        }
    }

    @Test
    void aKeysLimitsAndItsStreamsComeWithTheGrantTheSmallerOfTwo() {
        execute(address, "UPDATE streams SET max_bitrate = 4000, max_width = 1280, max_duration = 60");
        execute(address, "UPDATE stream_keys SET max_bitrate = 5000, max_width = 640, codecs = '{h264,aac}'");

        assertThat(ask(KEY, "studio"))
                .isInstanceOfSatisfying(
                        Authorization.Granted.class,
                        granted -> assertThat(granted.allowance())
                                .isEqualTo(new Allowance(
                                        4_000,
                                        640,
                                        Integer.MAX_VALUE,
                                        Duration.ofSeconds(60),
                                        Set.of(CodecFamily.H264, CodecFamily.AAC))));
    }

    @Test
    void aKeyOfOtherNetworksIsRefusedHere() {
        execute(address, "UPDATE stream_keys SET sources = '{192.0.2.0/24,2001:db8::/32}'");
        assertThat(ask(KEY, "studio")).isInstanceOf(Authorization.Granted.class);
        execute(address, "UPDATE stream_keys SET sources = '{192.0.2.128/25}'");
        assertThat(ask(KEY, "studio")).isEqualTo(denied(CloseReason.SOURCE_DENIED));
    }

    @Test
    void aKickedKeyIsRefusedAndCountsAsNoGuess() {
        execute(address, "UPDATE stream_keys SET kicked_epoch = 3, kicked_until = '" + NOW.plusSeconds(9) + "'");
        for (int i = 0; i < 20; i++) {
            assertThat(ask(KEY, "studio")).isEqualTo(denied(CloseReason.KICKED));
        }
    }

    @Test
    void lim1GuessingEndsAfterTenWrongKeysButTheKnownKeyStillPasses() {
        ask(KEY, "studio");
        for (int i = 0; i < 10; i++) {
            assertThat(ask(StreamKeyFormat.generate(new Random(100 + i)), ""))
                    .isEqualTo(denied(CloseReason.KEY_UNKNOWN));
        }

        assertThat(ask(STRANGER, "studio")).isEqualTo(denied(CloseReason.RATE_LIMITED));
        assertThat(ask(new Secret("slk_"), "studio")).isEqualTo(denied(CloseReason.RATE_LIMITED));
        assertThat(ask(KEY, "studio")).isInstanceOf(Authorization.Granted.class);
    }

    @Test
    void key9ImportedKeysAreLookedUpWhileTheyExist() {
        Secret imported = new Secret("swordfish");
        insertKey(imported, true);

        assertThat(ask(imported, "studio")).isInstanceOf(Authorization.Granted.class);
        assertThat(ask(new Secret("Swordfish"), "studio")).isEqualTo(denied(CloseReason.KEY_UNKNOWN));
    }

    @Test
    void key9WithoutImportedKeysATextOfAnotherFormIsNotLookedUp() {
        insertKey(new Secret("swordfish"), false);

        assertThat(ask(new Secret("swordfish"), "studio")).isEqualTo(denied(CloseReason.KEY_UNKNOWN));
    }

    @Test
    void key5LastUsedIsWrittenOnceAMinuteAtMost() {
        ask(KEY, "studio");
        await().untilAsserted(() -> assertThat(lastUsed()).isNotEqualTo("null"));
        String first = lastUsed();
        ask(KEY, "studio");
        ask(KEY, "studio");

        assertThat(lastUsed()).isEqualTo(first);
    }

    @Test
    void db8AMissingTableRefusesAndHealsByItself() {
        execute(address, "ALTER TABLE stream_keys RENAME TO hidden");
        assertThat(ask(KEY, "studio"))
                .isInstanceOfSatisfying(
                        Authorization.Unavailable.class,
                        refused -> assertThat(refused.cause()).contains("42P01").doesNotContain(KEY.reveal()));
        assertThat(outcomes).containsExactly(AuthOutcome.DB_ERROR);

        execute(address, "ALTER TABLE hidden RENAME TO stream_keys");
        assertThat(ask(KEY, "studio")).isInstanceOf(Authorization.Granted.class);
    }

    @Test
    void db7ADeadIdleConnectionCostsOneRetryAndNoRefusal() {
        ask(KEY, "studio");
        execute(address, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'test'");

        assertThat(ask(KEY, "studio")).isInstanceOf(Authorization.Granted.class);
        assertThat(outcomes).doesNotContain(AuthOutcome.CACHED);
    }

    private void insertKey(Secret key, boolean imported) {
        String digest = HexFormat.of().formatHex(KeyDigest.of(key).toArray());
        execute(
                address,
                "INSERT INTO stream_keys (stream, digest, imported) VALUES ('studio', '\\x" + digest + "', " + imported
                        + ")");
    }

    private String lastUsed() {
        return value(address, "SELECT last_used FROM stream_keys");
    }

    private PostgresPublishAuthorizer authorizer(Database database) {
        return new PostgresPublishAuthorizer(
                vertx,
                database,
                new FailedLookups(10, 200, System.nanoTime()),
                new ReconnectCache(Duration.ofSeconds(60)),
                (outcome, durationNanos) -> outcomes.add(outcome),
                InstantSource.fixed(NOW),
                Duration.ofSeconds(5));
    }

    private Authorization ask(Secret key, String name) {
        try {
            return authorizer
                    .authorize(new PublishAttempt(key, Optional.of(name), "192.0.2.1"))
                    .toCompletableFuture()
                    .get(6, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private static Authorization denied(CloseReason reason) {
        return new Authorization.Denied(reason);
    }
}
