package dev.sluice.access.postgres;

import static dev.sluice.postgres.EmbeddedPostgresFixture.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.access.Caller;
import dev.sluice.access.ReconnectCache;
import dev.sluice.access.StreamVisibilities;
import dev.sluice.live.Admission;
import dev.sluice.live.Allowance;
import dev.sluice.live.Authorization;
import dev.sluice.live.Claim;
import dev.sluice.live.CloseReason;
import dev.sluice.live.CodecFamily;
import dev.sluice.live.GrantSource;
import dev.sluice.live.LiveObserver;
import dev.sluice.live.LiveSettings;
import dev.sluice.live.LiveStreams;
import dev.sluice.live.Publication;
import dev.sluice.live.Publisher;
import dev.sluice.live.StreamClaims;
import dev.sluice.live.StreamDefinition;
import dev.sluice.live.StreamName;
import dev.sluice.live.TakeoverPolicy;
import dev.sluice.live.Visibility;
import dev.sluice.postgres.Database;
import dev.sluice.postgres.DatabaseAddress;
import dev.sluice.postgres.EmbeddedPostgresFixture;
import dev.sluice.postgres.StallingProxy;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** KEY-6 against a real PostgreSQL: what is live follows what its key and stream are worth. */
class AccessWatchIT {
    private static final StreamName STUDIO = new StreamName("studio");
    private static final UUID KEY = new UUID(1, 2);
    private static final Caller OPERATOR = new Caller("192.0.2.99", "request-1");
    private static final Duration AT_ONCE = Duration.ofMillis(1_500);
    private static final Duration PROMISED = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private final DatabaseAddress address = EmbeddedPostgresFixture.migratedDatabase();
    private final StreamVisibilities visibilities = new StreamVisibilities((stream, visibility) -> {});
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final LiveStreams streams = new LiveStreams(
            new LiveSettings(Duration.ofSeconds(30), Duration.ofSeconds(5)),
            new Claims(),
            List.of(),
            new Silent(),
            (delay, task) -> () -> {},
            () -> Instant.EPOCH,
            System::nanoTime);
    private final Encoder encoder = new Encoder();
    private StallingProxy proxy;
    private Database database;
    private AccessWatch watch;
    private Publication live;

    @BeforeEach
    void publish() throws Exception {
        execute(address, "INSERT INTO streams (name) VALUES ('studio'), ('other')");
        execute(
                address,
                "INSERT INTO stream_keys (id, stream, digest) VALUES ('" + KEY + "', 'studio', sha256('k'::bytea))");
        proxy = new StallingProxy(vertx, EmbeddedPostgresFixture.port());
        DatabaseAddress through = EmbeddedPostgresFixture.through(proxy.port(), address);
        database = Database.open(vertx, through, 2, "watch");
        watch = new AccessWatch(
                vertx, database, through, streams, new ReconnectCache(Duration.ofSeconds(60)), visibilities, now::get);
        StreamDefinition studio = new StreamDefinition(STUDIO, "", Visibility.PUBLIC, TakeoverPolicy.TAKEOVER);
        Authorization.Granted grant =
                new Authorization.Granted(studio, KEY, Optional.empty(), Allowance.UNLIMITED, GrantSource.STORED_KEY);
        live = ((Admission.Admitted)
                        streams.admit(grant, encoder).toCompletableFuture().join())
                .publication();
        watch.start();
        await().until(() -> watch.checkedMillis() > 0 && listeners() == 1);
        assertThat(encoder.closed).isEmpty();
    }

    @AfterEach
    void close() {
        watch.close();
        database.close();
        proxy.close();
        vertx.close();
    }

    @Test
    void key6ARevokedKeyEndsWhatIsLiveAtOnce() {
        execute(address, "UPDATE stream_keys SET revoked = now()");
        closes(CloseReason.KEY_WITHDRAWN, AT_ONCE);
    }

    @Test
    void key6ADisabledKeyEndsWhatIsLiveAtOnce() {
        execute(address, "UPDATE stream_keys SET disabled = true");
        closes(CloseReason.KEY_WITHDRAWN, AT_ONCE);
    }

    @Test
    void key6ADeletedStreamEndsAtOnce() {
        execute(address, "DELETE FROM streams WHERE name = 'studio'");
        closes(CloseReason.KEY_WITHDRAWN, AT_ONCE);
    }

    @Test
    void key6AKeyThatIsForElsewhereNowEndsWhatIsLiveAtOnce() {
        execute(address, "UPDATE stream_keys SET sources = '{192.0.2.0/25,198.51.100.0/24}'");
        await().during(Duration.ofMillis(300)).atMost(AT_ONCE).until(() -> encoder.closed.isEmpty());
        execute(address, "UPDATE stream_keys SET sources = '{198.51.100.0/24}'");
        closes(CloseReason.KEY_WITHDRAWN, AT_ONCE);
    }

    @Test
    void aNewExpiryIsTakenOverAndHonouredWithoutTheDatabase() {
        Instant end = Instant.parse("2040-01-01T00:00:00Z");
        execute(address, "UPDATE stream_keys SET expires = '" + end + "'");
        await().atMost(AT_ONCE).until(() -> live.grant().expires().equals(Optional.of(end)));
        proxy.fallSilent();
        assertThat(encoder.closed).isEmpty();
        now.set(end);
        closes(CloseReason.KEY_WITHDRAWN, AT_ONCE);
    }

    @Test
    void narrowedLimitsAndVisibilityReachWhatIsLive() {
        execute(address, "UPDATE streams SET visibility = 'private', max_bitrate = 3000, max_duration = 60");
        execute(address, "UPDATE stream_keys SET max_bitrate = 5000, max_height = 720, codecs = '{h264,aac}'");
        Allowance narrowed = new Allowance(
                3_000, Integer.MAX_VALUE, 720, Duration.ofSeconds(60), Set.of(CodecFamily.H264, CodecFamily.AAC));
        await().atMost(AT_ONCE).until(() -> live.grant().allowance().equals(narrowed));
        assertThat(live.stream().visibility()).isEqualTo(Visibility.PRIVATE);
        await().atMost(AT_ONCE)
                .until(() -> visibilities.of(new StreamName("other")).equals(Optional.of(Visibility.PRIVATE)));
        assertThat(encoder.closed).isEmpty();
    }

    @Test
    void aKickEndsWhatIsLiveOnceAndLeavesARefusal() {
        execute(
                address,
                "INSERT INTO stream_claims (stream, epoch, owner, key_id) VALUES ('studio', 1, 'me', '" + KEY + "')");
        assertThat(watch.kick(STUDIO, Duration.ofSeconds(7), OPERATOR)
                        .toCompletableFuture()
                        .join())
                .isTrue();
        closes(CloseReason.KICKED, AT_ONCE);
        assertThat(EmbeddedPostgresFixture.value(
                        address, "SELECT kicked_until - now() BETWEEN '4 s' AND '7 s' FROM stream_keys"))
                .isEqualTo("t");
        assertThat(watch.kick(new StreamName("other"), Duration.ZERO, OPERATOR)
                        .toCompletableFuture()
                        .join())
                .isFalse();
        assertThat(EmbeddedPostgresFixture.value(
                        address, "SELECT string_agg(action || ' ' || object || ' ' || request, ',') FROM audit"))
                .isEqualTo("stream.kick studio request-1");
    }

    @Test
    void whatSomebodyElseGrantedStaysLiveWithoutAStoredKey() throws Exception {
        StreamDefinition foreign =
                new StreamDefinition(new StreamName("foreign"), "", Visibility.PUBLIC, TakeoverPolicy.TAKEOVER);
        Encoder stranger = new Encoder();
        assertThat(streams.admit(new Authorization.Granted(foreign, new UUID(9, 9), Optional.empty()), stranger)
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(Admission.Admitted.class);
        execute(address, "UPDATE stream_keys SET revoked = now()");
        closes(CloseReason.KEY_WITHDRAWN, AT_ONCE);
        assertThat(stranger.closed).isEmpty();
        assertThat(watch.kick(foreign.name(), Duration.ZERO, OPERATOR)
                        .toCompletableFuture()
                        .join())
                .isTrue();
        assertThat(stranger.closed).contains(CloseReason.KICKED);
    }

    @Test
    void db10WhatALostNoticeToldIsAskedFor() {
        // Triggers that say nothing are notices that are lost.
        execute(address, "ALTER TABLE stream_keys DISABLE TRIGGER USER");
        execute(address, "UPDATE stream_keys SET revoked = now()");
        closes(CloseReason.KEY_WITHDRAWN, PROMISED);
    }

    @Test
    void db10ATerminatedListenerComesBack() {
        execute(
                address,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sluice-notices'"
                        + " AND datname = current_database()");
        await().atMost(PROMISED).until(() -> listeners() == 1);
        execute(address, "UPDATE streams SET visibility = 'private' WHERE name = 'other'");
        await().atMost(AT_ONCE)
                .until(() -> visibilities.of(new StreamName("other")).equals(Optional.of(Visibility.PRIVATE)));
    }

    @Test
    void aDatabaseThatFallsSilentEndsNothingAndIsCaughtUpWith() throws Exception {
        proxy.fallSilent();
        long checked = watch.checkedMillis();
        execute(address, "UPDATE stream_keys SET revoked = now()");
        now.set(now.get().plusSeconds(100));
        Thread.sleep(300);
        assertThat(encoder.closed).isEmpty();
        assertThat(watch.checkedMillis()).isEqualTo(checked);
        proxy.speakAgain();
        closes(CloseReason.KEY_WITHDRAWN, Duration.ofSeconds(12));
        await().until(() -> watch.checkedMillis() > checked);
    }

    private void closes(CloseReason reason, Duration within) {
        await().pollInterval(5, TimeUnit.MILLISECONDS).atMost(within).until(() -> encoder.closed.isPresent());
        assertThat(encoder.closed).contains(reason);
    }

    private int listeners() {
        return Integer.parseInt(EmbeddedPostgresFixture.value(
                address,
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'sluice-notices'"
                        + " AND datname = current_database() AND query <> '' AND state = 'idle'"));
    }

    private static final class Encoder implements Publisher {
        private volatile Optional<CloseReason> closed = Optional.empty();

        @Override
        public Executor executor() {
            return Runnable::run;
        }

        @Override
        public void close(CloseReason reason) {
            closed = closed.isPresent() ? closed : Optional.of(reason);
        }

        @Override
        public String remoteAddress() {
            return "192.0.2.1";
        }

        @Override
        public String software() {
            return "test";
        }

        @Override
        public UUID keyId() {
            return KEY;
        }
    }

    private record Claims() implements StreamClaims {
        @Override
        public CompletionStage<Optional<Claim>> claim(StreamName stream, UUID keyId) {
            return CompletableFuture.completedFuture(Optional.of(new Claim(stream, 1)));
        }

        @Override
        public void release(Claim claim) {}
    }

    private record Silent() implements LiveObserver {
        @Override
        public void published(Publication publication) {}

        @Override
        public void ended(Publication publication, CloseReason reason) {}

        @Override
        public void finished(StreamName stream) {}

        @Override
        public void takenOver(StreamName stream, boolean fight) {}
    }
}
