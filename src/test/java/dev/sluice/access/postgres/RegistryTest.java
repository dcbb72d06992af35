package dev.sluice.access.postgres;

import static dev.sluice.postgres.EmbeddedPostgresFixture.execute;
import static dev.sluice.postgres.EmbeddedPostgresFixture.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.access.Caller;
import dev.sluice.access.Idempotency;
import dev.sluice.access.IssuedKey;
import dev.sluice.access.KeyDigest;
import dev.sluice.access.KeyEntry;
import dev.sluice.access.KeyRegistry;
import dev.sluice.access.KeySpec;
import dev.sluice.access.KeyState;
import dev.sluice.access.MediaLimits;
import dev.sluice.access.Network;
import dev.sluice.access.Outcome;
import dev.sluice.access.Outcome.Refusal;
import dev.sluice.access.RegistryUnavailable;
import dev.sluice.access.StreamEntry;
import dev.sluice.access.StreamRegistry;
import dev.sluice.access.StreamSpec;
import dev.sluice.live.CodecFamily;
import dev.sluice.live.StreamName;
import dev.sluice.live.TakeoverPolicy;
import dev.sluice.live.Visibility;
import dev.sluice.postgres.Database;
import dev.sluice.postgres.DatabaseAddress;
import dev.sluice.postgres.EmbeddedPostgresFixture;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryTest {
    private static final StreamName STUDIO = new StreamName("studio");
    private static final Caller CALLER = new Caller("192.0.2.7", "request-1");
    private static final OptionalLong ANY = OptionalLong.empty();
    private static final MediaLimits LIMITS = new MediaLimits(
            OptionalLong.of(6_000_000), OptionalInt.of(1920), OptionalInt.of(1080), Optional.of(Duration.ofHours(2)));
    private static final StreamSpec SPEC =
            new StreamSpec("The 'studio'; DROP", Visibility.PRIVATE, TakeoverPolicy.REJECT, LIMITS);

    private final Vertx vertx = Vertx.vertx();
    private final DatabaseAddress address = EmbeddedPostgresFixture.migratedDatabase();
    private final Database database = Database.open(vertx, address, 2, "test");
    private final StreamRegistry streams = new PostgresStreamRegistry(database);
    private final KeyRegistry keys = new PostgresKeyRegistry(database, new SecureRandom(), InstantSource.system());

    @AfterEach
    void close() {
        database.close();
        vertx.close();
    }

    @Test
    void aStreamIsKeptAsItWasDefined() {
        StreamEntry made = done(streams.create(STUDIO, SPEC, Idempotency.NONE, CALLER));

        assertThat(made.spec()).isEqualTo(SPEC);
        assertThat(made.revision()).isEqualTo(1);
        assertThat(get(streams.find(STUDIO))).contains(made);
        assertThat(refusal(streams.create(STUDIO, StreamSpec.DEFAULT, Idempotency.NONE, CALLER)))
                .isEqualTo(Refusal.EXISTS);
    }

    @Test
    void aChangeOfAnOldStateIsRefused() {
        done(streams.create(STUDIO, StreamSpec.DEFAULT, Idempotency.NONE, CALLER));

        StreamEntry changed = done(streams.change(STUDIO, SPEC, 1, CALLER));
        assertThat(changed.spec()).isEqualTo(SPEC);
        assertThat(changed.revision()).isEqualTo(2);
        assertThat(refusal(streams.change(STUDIO, SPEC, 1, CALLER))).isEqualTo(Refusal.STALE);
        assertThat(refusal(streams.delete(STUDIO, OptionalLong.of(1), CALLER))).isEqualTo(Refusal.STALE);
        assertThat(refusal(streams.change(new StreamName("other"), SPEC, 1, CALLER)))
                .isEqualTo(Refusal.NOT_FOUND);
        // By hand, as an operator might.
        execute(address, "UPDATE streams SET title = 'x'");
        assertThat(refusal(streams.change(STUDIO, SPEC, 2, CALLER))).isEqualTo(Refusal.STALE);
    }

    @Test
    void streamsAreListedByNameInPages() {
        for (String name : List.of("c", "a", "b")) {
            done(streams.create(new StreamName(name), StreamSpec.DEFAULT, Idempotency.NONE, CALLER));
        }

        assertThat(names(Optional.empty(), 2)).containsExactly("a", "b");
        assertThat(names(Optional.of(new StreamName("b")), 2)).containsExactly("c");
        assertThat(names(Optional.of(new StreamName("c")), 2)).isEmpty();
    }

    @Test
    void aStreamIsDeletedWithItsKeys() {
        IssuedKey key = issue(KeySpec.DEFAULT);

        assertThat(done(streams.delete(STUDIO, ANY, CALLER))).isEqualTo(STUDIO);
        assertThat(get(keys.find(key.entry().id()))).isEmpty();
        assertThat(refusal(streams.delete(STUDIO, ANY, CALLER))).isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void key2OnlyTheDigestOfAKeyIsStored() {
        KeySpec spec = new KeySpec(
                "camera 1",
                Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                Optional.of(Instant.parse("2036-01-01T00:00:00Z")),
                true,
                List.of(
                        Network.parse("192.0.2.0/24").orElseThrow(),
                        Network.parse("2001:db8::/32").orElseThrow()),
                List.of(CodecFamily.H264, CodecFamily.AAC),
                LIMITS);
        IssuedKey issued = issue(spec);

        String text = issued.text().orElseThrow().reveal();
        assertThat(issued.entry().spec()).isEqualTo(spec);
        assertThat(issued.entry().prefix()).isEqualTo(text.substring(0, 8));
        assertThat(get(keys.find(issued.entry().id()))).contains(issued.entry());
        assertThat(value(address, "SELECT encode(digest, 'hex') FROM stream_keys"))
                .isEqualTo(HexFormat.of()
                        .formatHex(KeyDigest.of(issued.text().orElseThrow()).toArray()));
        assertThat(value(address, "SELECT string_agg(k::text, '') FROM stream_keys k"))
                .doesNotContain(text);
    }

    @Test
    void keysAreListedInPagesWithoutTheirText() {
        List<UUID> ids = IntStream.range(0, 3)
                .mapToObj(i -> issue(KeySpec.DEFAULT).entry().id())
                .toList();

        List<UUID> first = ids(Optional.empty(), 2);
        assertThat(first).hasSize(2);
        assertThat(ids(Optional.of(first.get(1)), 2)).hasSize(1);
        assertThat(ids).containsAll(first);
        assertThat(get(keys.list(new StreamName("other"), Optional.empty(), 2))).isEmpty();
    }

    @Test
    void aRevokedKeyStaysAsItIs() {
        KeyEntry key = issue(KeySpec.DEFAULT).entry();
        assertThat(refusal(keys.revoke(key.id(), OptionalLong.of(9), CALLER))).isEqualTo(Refusal.STALE);

        KeyEntry revoked = done(keys.revoke(key.id(), ANY, CALLER));
        assertThat(revoked.state(Instant.now())).isEqualTo(KeyState.REVOKED);
        assertThat(done(keys.revoke(key.id(), ANY, CALLER))).isEqualTo(revoked);
        assertThat(refusal(keys.change(key.id(), KeySpec.DEFAULT, revoked.revision(), CALLER)))
                .isEqualTo(Refusal.REVOKED);
        assertThat(refusal(rotate(key.id(), Duration.ofMinutes(1), Idempotency.NONE)))
                .isEqualTo(Refusal.REVOKED);
    }

    @Test
    void lastUsedDoesNotSpoilAnEdit() {
        KeyEntry key = issue(KeySpec.DEFAULT).entry();
        execute(address, "UPDATE stream_keys SET last_used = now()");

        assertThat(done(keys.change(key.id(), KeySpec.DEFAULT, 1, CALLER)).revision())
                .isEqualTo(2);
        assertThat(refusal(keys.change(key.id(), KeySpec.DEFAULT, 1, CALLER))).isEqualTo(Refusal.STALE);
    }

    @Test
    void key5ARotatedKeyEndsAfterTheOverlapAndTheNewOneLivesAsLong() {
        Instant end = Instant.now().plus(Duration.ofDays(30));
        KeySpec spec = new KeySpec(
                "camera", Optional.empty(), Optional.of(end), false, List.of(), List.of(CodecFamily.H264), LIMITS);
        KeyEntry old = issue(spec).entry();

        IssuedKey next = done(rotate(old.id(), Duration.ofMinutes(10), Idempotency.NONE));
        KeyEntry ending = get(keys.find(old.id())).orElseThrow();
        assertThat(ending.revoked()).isEmpty();
        assertThat(ending.spec().expires().orElseThrow())
                .isBetween(Instant.now().plusSeconds(590), Instant.now().plusSeconds(600));
        assertThat(next.entry().spec().label()).isEqualTo("camera");
        assertThat(next.entry().spec().limits()).isEqualTo(LIMITS);
        assertThat(next.entry().spec().expires().orElseThrow()).isBetween(end.minusSeconds(10), end.plusSeconds(10));
        assertThat(next.text()).isPresent();

        done(rotate(next.entry().id(), Duration.ZERO, Idempotency.NONE));
        assertThat(get(keys.find(next.entry().id())).orElseThrow().revoked()).isPresent();
    }

    @Test
    void twoWhoRotateTheSameStateGetOneKey() {
        KeyEntry key = issue(KeySpec.DEFAULT).entry();
        List<CompletionStage<Outcome<IssuedKey>>> both = IntStream.range(0, 2)
                .mapToObj(i -> keys.rotate(
                        key.id(),
                        Duration.ofMinutes(1),
                        Optional.empty(),
                        OptionalLong.of(1),
                        Idempotency.NONE,
                        CALLER))
                .toList();

        assertThat(both.stream().map(RegistryTest::get))
                .hasAtLeastOneElementOfType(Outcome.Done.class)
                .contains(new Outcome.Refused<>(Refusal.STALE));
    }

    @Test
    void aStreamHasSoManyKeysAndNoMore() {
        for (int i = 0; i < KeyRegistry.MAX_KEYS; i++) {
            issue(KeySpec.DEFAULT);
        }
        assertThat(refusal(keys.create(STUDIO, KeySpec.DEFAULT, Idempotency.NONE, CALLER)))
                .isEqualTo(Refusal.TOO_MANY_KEYS);

        UUID one = ids(Optional.empty(), 1).get(0);
        assertThat(refusal(rotate(one, Duration.ofMinutes(1), Idempotency.NONE)))
                .isEqualTo(Refusal.TOO_MANY_KEYS);
        done(rotate(one, Duration.ZERO, Idempotency.NONE));
        done(keys.revoke(ids(Optional.empty(), 2).get(1), ANY, CALLER));
        issue(KeySpec.DEFAULT);
    }

    @Test
    void aRepeatedCreateMakesNothingAndShowsNoKeyAgain() {
        Idempotency once = new Idempotency(Optional.of("abc"), "request");
        done(streams.create(STUDIO, SPEC, once, CALLER));
        IssuedKey issued = done(keys.create(STUDIO, KeySpec.DEFAULT, once, CALLER));

        assertThat(get(streams.create(STUDIO, SPEC, once, CALLER)))
                .isInstanceOfSatisfying(
                        Outcome.Repeated.class,
                        again -> assertThat(again.value())
                                .isEqualTo(get(streams.find(STUDIO)).orElseThrow()));
        assertThat(get(keys.create(STUDIO, KeySpec.DEFAULT, once, CALLER)))
                .isEqualTo(new Outcome.Repeated<>(new IssuedKey(issued.entry(), Optional.empty())));
        assertThat(refusal(
                        keys.create(STUDIO, KeySpec.DEFAULT, new Idempotency(Optional.of("abc"), "another"), CALLER)))
                .isEqualTo(Refusal.KEY_REUSED);
        assertThat(ids(Optional.empty(), 10)).hasSize(1);

        execute(address, "UPDATE idempotency SET created = now() - interval '25 hours'");
        done(keys.create(STUDIO, KeySpec.DEFAULT, once, CALLER));
    }

    @Test
    void twoEqualCreatesAtOnceMakeOneKey() {
        done(streams.create(STUDIO, SPEC, Idempotency.NONE, CALLER));
        Idempotency once = new Idempotency(Optional.of("abc"), "request");
        List<CompletionStage<Outcome<IssuedKey>>> both = IntStream.range(0, 2)
                .mapToObj(i -> keys.create(STUDIO, KeySpec.DEFAULT, once, CALLER))
                .toList();

        assertThat(both.stream().map(RegistryTest::get))
                .hasAtLeastOneElementOfType(Outcome.Done.class)
                .hasAtLeastOneElementOfType(Outcome.Repeated.class);
        assertThat(ids(Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void adm6EveryChangeIsInTheAuditAndRefusedOnesAreNot() {
        KeyEntry key = issue(KeySpec.DEFAULT).entry();
        done(keys.change(key.id(), KeySpec.DEFAULT, 1, CALLER));
        refusal(keys.change(key.id(), KeySpec.DEFAULT, 1, CALLER));
        IssuedKey next = done(rotate(key.id(), Duration.ofMinutes(1), Idempotency.NONE));
        done(keys.revoke(next.entry().id(), ANY, CALLER));
        done(streams.change(STUDIO, SPEC, 1, CALLER));
        done(streams.delete(STUDIO, ANY, CALLER));

        assertThat(value(address, "SELECT string_agg(action, ' ' ORDER BY id) FROM audit"))
                .isEqualTo("stream.create key.create key.change key.rotate key.create key.revoke stream.change"
                        + " stream.delete");
        assertThat(value(address, "SELECT string_agg(DISTINCT address || ' ' || request, ',') FROM audit"))
                .isEqualTo("192.0.2.7 request-1");
        assertThat(value(address, "SELECT count(*) FROM audit WHERE object = '" + key.id() + "'"))
                .isEqualTo("3");
        assertThat(value(address, "SELECT string_agg(a::text, '') FROM audit a"))
                .doesNotContain(next.text().orElseThrow().reveal());
    }

    @Test
    void withoutTheDatabaseNothingIsKnown() {
        database.close();

        assertThatThrownBy(() -> get(streams.find(STUDIO))).hasCauseInstanceOf(RegistryUnavailable.class);
        assertThatThrownBy(() -> get(keys.create(STUDIO, KeySpec.DEFAULT, Idempotency.NONE, CALLER)))
                .hasCauseInstanceOf(RegistryUnavailable.class);
    }

    private IssuedKey issue(KeySpec spec) {
        get(streams.create(STUDIO, StreamSpec.DEFAULT, Idempotency.NONE, CALLER));
        return done(keys.create(STUDIO, spec, Idempotency.NONE, CALLER));
    }

    private CompletionStage<Outcome<IssuedKey>> rotate(UUID id, Duration overlap, Idempotency idempotency) {
        return keys.rotate(id, overlap, Optional.empty(), ANY, idempotency, CALLER);
    }

    private List<String> names(Optional<StreamName> after, int limit) {
        return get(streams.list(after, limit)).stream()
                .map(entry -> entry.name().value())
                .toList();
    }

    private List<UUID> ids(Optional<UUID> after, int limit) {
        return get(keys.list(STUDIO, after, limit)).orElseThrow().stream()
                .map(KeyEntry::id)
                .toList();
    }

    private static <T> T done(CompletionStage<Outcome<T>> stage) {
        Outcome<T> outcome = get(stage);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<T>) outcome).value();
    }

    private static <T> Refusal refusal(CompletionStage<Outcome<T>> stage) {
        Outcome<T> outcome = get(stage);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<T>) outcome).why();
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(6, TimeUnit.SECONDS).join();
    }
}
