package dev.sluice.e2e;

import static dev.sluice.postgres.EmbeddedPostgresFixture.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.access.KeyDigest;
import dev.sluice.access.StreamKeyFormat;
import dev.sluice.bytes.Secret;
import dev.sluice.postgres.DatabaseAddress;
import dev.sluice.postgres.EmbeddedPostgresFixture;
import dev.sluice.postgres.StallingProxy;
import dev.sluice.rtmp.client.ClientState;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A real PostgreSQL behind a proxy is away, silent, locked, demoted beneath the running program: new publishers are
 * sent away in time and without a status, everything heals by itself, and a witness stream feels nothing.
 */
class DatabaseOutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(7);
    private static final Duration RECOVERY = Duration.ofSeconds(10);
    private static final AtomicInteger streams = new AtomicInteger();

    private static Vertx vertx;
    private static DatabaseAddress address;
    private static StallingProxy proxy;
    private static RunningSluice sluice;
    private static FlvPublisher witness;

    @BeforeAll
    static void db1StartsWithoutItsDatabaseAndFindsItLater() throws Exception {
        vertx = Vertx.vertx();
        address = EmbeddedPostgresFixture.emptyDatabase();
        int port = RunningSluice.freePort();
        String url = EmbeddedPostgresFixture.through(port, address).reactiveUrl();
        sluice = RunningSluice.start(
                "outage",
                Map.of(
                        "quarkus.datasource.reactive.url",
                        url,
                        "quarkus.datasource.username",
                        address.user(),
                        "quarkus.datasource.password",
                        "unused",
                        "sluice.hls.segment-duration",
                        "1s"));
        assertSentAway(StreamKeyFormat.generate(new Random(99)).reveal());

        proxy = new StallingProxy(vertx, EmbeddedPostgresFixture.port(), port);
        await().atMost(RECOVERY).until(() -> sluice.log().contains("The database schema is up to date"));
        witness = FlvPublisher.publish(sluice, make("witness"), 0, Clips.STEADY.file());
        await().atMost(RECOVERY).until(() -> newest() > 0);
    }

    @AfterAll
    static void stop() {
        witness.close();
        sluice.close();
        proxy.close();
        vertx.close();
    }

    @Test
    void db4Silent() throws Exception {
        String key = make(name());
        long before = newest();
        proxy.fallSilent();
        try {
            assertSentAway(key);
            await().atMost(Duration.ofSeconds(5)).until(() -> ready().contains("\"database\":\"down\""));
            assertWitnessUnharmed(before);
        } finally {
            proxy.speakAgain();
        }
        assertComesBack(key);
    }

    @Test
    void db3Locked() throws Exception {
        String key = make(name());
        long before = newest();
        try (Connection locker = EmbeddedPostgresFixture.connect(address)) {
            locker.setAutoCommit(false);
            locker.createStatement().execute("LOCK TABLE stream_keys IN ACCESS EXCLUSIVE MODE");
            assertSentAway(key);
            assertWitnessUnharmed(before);
        }
        assertComesBack(key);
    }

    /** Sessions that exist become read-only, as on a primary that was demoted; new ones find the new primary. */
    @Test
    void db6ReadOnly() throws Exception {
        String key = make(name());
        long before = newest();
        String database = address.reactiveUrl().replaceAll(".*/", "");
        execute(address, "ALTER DATABASE " + database + " SET default_transaction_read_only = off");
        execute(address, "ALTER SYSTEM SET default_transaction_read_only = on");
        try {
            execute(address, "SELECT pg_reload_conf()");
            assertThat(publish(key)).isEqualTo(ClientState.PUBLISHED);
            assertWitnessUnharmed(before);
        } finally {
            execute(address, "ALTER SYSTEM RESET default_transaction_read_only");
            execute(address, "SELECT pg_reload_conf()");
        }
    }

    /** Every backend dies at once, as in a restart of the server; the next publisher does not even notice. */
    @Test
    void db9Restarted() throws Exception {
        String key = make(name());
        long before = newest();
        execute(
                address,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'sluice-%'");
        assertThat(publish(key)).isEqualTo(ClientState.PUBLISHED);
        assertWitnessUnharmed(before);
    }

    private static String name() {
        return "stream" + streams.incrementAndGet();
    }

    /** A stream with a key that was never used, so that no earlier answer stands in. */
    private static String make(String stream) {
        Secret key = StreamKeyFormat.generate(new Random(stream.hashCode()));
        String digest = HexFormat.of().formatHex(KeyDigest.of(key).toArray());
        execute(
                address,
                "INSERT INTO streams (name) VALUES ('" + stream + "');"
                        + "INSERT INTO stream_keys (stream, digest) VALUES ('" + stream + "', '\\x" + digest + "')");
        return key.reveal();
    }

    private static ClientState publish(String key) throws Exception {
        try (SocketPublisher publisher = new SocketPublisher(sluice.rtmpPort(), key)) {
            return publisher.await(ClientState.PUBLISHED, PATIENCE);
        }
    }

    private static void assertSentAway(String key) throws Exception {
        try (SocketPublisher publisher = new SocketPublisher(sluice.rtmpPort(), key)) {
            long begunNanos = System.nanoTime();
            assertThat(publisher.await(ClientState.PUBLISHED, PATIENCE))
                    .isNotIn(ClientState.PUBLISHED, ClientState.REFUSED);
            assertThat(publisher.isClosedByServer()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - begunNanos)).isLessThan(Duration.ofMillis(5_500));
        }
        assertThat(sluice.log()).contains("reason=auth_unavailable");
    }

    private static void assertComesBack(String key) {
        await().atMost(Duration.ofSeconds(5)).until(() -> publish(key) == ClientState.PUBLISHED);
    }

    private static void assertWitnessUnharmed(long before) {
        await().atMost(Duration.ofSeconds(4)).until(() -> newest() > before);
        assertThat(witness.fault()).isEmpty();
        assertThat(playlist()).doesNotContain("#EXT-X-DISCONTINUITY\n");
        assertThat(sluice.metric("sluice_stream_up", "witness")).isEqualTo(1);
        assertThat(sluice.log()).doesNotContain("\tat ").doesNotContain("blocked for");
    }

    private static String ready() {
        HttpResponse<String> answer = sluice.get(sluice.managementUrl() + "/q/health/ready");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body().replaceAll("\\s", "");
    }

    private static String playlist() {
        return sluice.get(sluice.httpUrl() + "/hls/witness/v0.m3u8").body();
    }

    private static long newest() {
        return playlist()
                .lines()
                .filter(line -> line.endsWith(".m4s"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('-') + 1, line.length() - 4)))
                .max()
                .orElse(0);
    }
}
