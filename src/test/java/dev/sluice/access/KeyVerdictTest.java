package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.live.Allowance;
import dev.sluice.live.Authorization;
import dev.sluice.live.CloseReason;
import dev.sluice.live.GrantSource;
import dev.sluice.live.StreamDefinition;
import dev.sluice.live.StreamName;
import dev.sluice.live.TakeoverPolicy;
import dev.sluice.live.Visibility;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyVerdictTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final StreamName STUDIO = new StreamName("studio");
    private static final StreamDefinition STREAM =
            new StreamDefinition(STUDIO, "Studio", Visibility.PUBLIC, TakeoverPolicy.TAKEOVER);
    private static final String HERE = "192.0.2.1";
    private static final UUID ID = new UUID(1, 2);

    @Test
    void aGoodKeyGrantsItsOwnStreamWithOrWithoutItsName() {
        KeyRecord key = key(Optional.empty(), Optional.of(NOW.plusNanos(1)), false);
        Authorization granted =
                new Authorization.Granted(STREAM, ID, key.expires(), Allowance.UNLIMITED, GrantSource.STORED_KEY);

        assertThat(verdict(key, Optional.empty())).isEqualTo(granted);
        assertThat(verdict(key, Optional.of(STUDIO))).isEqualTo(granted);
    }

    @Test
    void refusalsNameTheirReason() {
        KeyRecord good = key(Optional.empty(), Optional.empty(), false);

        assertThat(KeyVerdict.of(Optional.empty(), Optional.empty(), HERE, NOW))
                .isEqualTo(denied(CloseReason.KEY_UNKNOWN));
        assertThat(verdict(key(Optional.empty(), Optional.empty(), true), Optional.empty()))
                .isEqualTo(denied(CloseReason.KEY_REVOKED));
        assertThat(verdict(good, Optional.of(new StreamName("other")))).isEqualTo(denied(CloseReason.NAME_MISMATCH));
    }

    @Test
    void key5ValidityBeginsInclusiveAndEndsExclusive() {
        assertThat(verdict(key(Optional.of(NOW), Optional.empty(), false), Optional.empty()))
                .isInstanceOf(Authorization.Granted.class);
        assertThat(verdict(key(Optional.of(NOW.plusNanos(1)), Optional.empty(), false), Optional.empty()))
                .isEqualTo(denied(CloseReason.KEY_EXPIRED));
        assertThat(verdict(key(Optional.empty(), Optional.of(NOW), false), Optional.empty()))
                .isEqualTo(denied(CloseReason.KEY_EXPIRED));
    }

    @Test
    void onlyTheHolderOfAGoodKeyLearnsThatTheNameIsWrong() {
        KeyRecord revoked = key(Optional.empty(), Optional.empty(), true);

        assertThat(verdict(revoked, Optional.of(new StreamName("other")))).isEqualTo(denied(CloseReason.KEY_REVOKED));
    }

    @Test
    void aKeyIsForItsNetworksAndAStrangerLearnsNothing() {
        KeyRecord bound = new KeyRecord(
                ID,
                STREAM,
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(network("198.51.100.0/24"), network("2001:db8::/32")),
                Allowance.UNLIMITED,
                KeyRecord.Kick.NONE);

        assertThat(from(bound, "198.51.100.7")).isInstanceOf(Authorization.Granted.class);
        assertThat(from(bound, "2001:db8:7::1")).isInstanceOf(Authorization.Granted.class);
        assertThat(from(bound, HERE)).isEqualTo(denied(CloseReason.SOURCE_DENIED));
        assertThat(CloseReason.SOURCE_DENIED.sentence()).isEqualTo(CloseReason.KEY_UNKNOWN.sentence());
    }

    @Test
    void aKickedKeyIsRefusedForAWhile() {
        KeyRecord kicked = kicked(5, NOW.plusSeconds(30));

        assertThat(verdict(kicked, Optional.empty())).isEqualTo(denied(CloseReason.KICKED));
        assertThat(verdict(kicked(5, NOW), Optional.empty())).isInstanceOf(Authorization.Granted.class);
    }

    @Test
    void key6WhatIsLiveEndsWhenItsKeyIsNoLongerGood() {
        assertThat(live(Optional.empty(), 1)).isEqualTo(denied(CloseReason.KEY_WITHDRAWN));
        assertThat(live(Optional.of(key(Optional.empty(), Optional.empty(), true)), 1))
                .isEqualTo(denied(CloseReason.KEY_WITHDRAWN));
        assertThat(live(Optional.of(key(Optional.empty(), Optional.of(NOW), false)), 1))
                .isEqualTo(denied(CloseReason.KEY_WITHDRAWN));
        assertThat(live(Optional.of(key(Optional.of(NOW.plusNanos(1)), Optional.empty(), false)), 1))
                .isEqualTo(denied(CloseReason.KEY_WITHDRAWN));
        assertThat(live(Optional.of(key(Optional.of(NOW), Optional.empty(), false)), 1))
                .isInstanceOf(Authorization.Granted.class);
    }

    @Test
    void aKickEndsWhatWasLiveAndNotWhatCameAfter() {
        assertThat(live(Optional.of(kicked(5, NOW)), 5)).isEqualTo(denied(CloseReason.KICKED));
        assertThat(live(Optional.of(kicked(5, NOW)), 6)).isInstanceOf(Authorization.Granted.class);
        // Granted before the kick and claimed after it.
        assertThat(live(Optional.of(kicked(5, NOW.plusSeconds(30))), 6)).isEqualTo(denied(CloseReason.KICKED));
    }

    @Test
    void whatSomebodyElseGrantedIsNotJudgedByStoredKeys() {
        Authorization.Granted elsewhere = new Authorization.Granted(STREAM, ID, Optional.empty());

        assertThat(KeyVerdict.ofLive(Optional.empty(), elsewhere, 1, HERE, NOW)).isEqualTo(elsewhere);
        assertThat(KeyVerdict.ofLive(Optional.of(kicked(5, NOW)), elsewhere, 1, HERE, NOW))
                .isEqualTo(elsewhere);
        assertThat(live(Optional.empty(), 1)).isEqualTo(denied(CloseReason.KEY_WITHDRAWN));
    }

    @Test
    void identifiersAreVersion7AndSortByTime() {
        UUID early = KeyId.generate(NOW, new Random(1));
        UUID late = KeyId.generate(NOW.plusMillis(1), new Random(2));

        assertThat(early.version()).isEqualTo(7);
        assertThat(early.variant()).isEqualTo(2);
        assertThat(early.toString()).isLessThan(late.toString());
        assertThat(early.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    private static Network network(String text) {
        return Network.parse(text).orElseThrow();
    }

    private static Authorization from(KeyRecord key, String address) {
        return KeyVerdict.of(Optional.of(key), Optional.empty(), address, NOW);
    }

    private static Authorization live(Optional<KeyRecord> found, long epoch) {
        Authorization.Granted grant =
                new Authorization.Granted(STREAM, ID, Optional.empty(), Allowance.UNLIMITED, GrantSource.STORED_KEY);
        return KeyVerdict.ofLive(found, grant, epoch, HERE, NOW);
    }

    private static KeyRecord kicked(long epoch, Instant until) {
        return new KeyRecord(
                ID,
                STREAM,
                Optional.empty(),
                Optional.empty(),
                false,
                List.of(),
                Allowance.UNLIMITED,
                new KeyRecord.Kick(epoch, until));
    }

    private static Authorization verdict(KeyRecord key, Optional<StreamName> asked) {
        return KeyVerdict.of(Optional.of(key), asked, HERE, NOW);
    }

    private static KeyRecord key(Optional<Instant> notBefore, Optional<Instant> expires, boolean withdrawn) {
        return new KeyRecord(
                ID, STREAM, notBefore, expires, withdrawn, List.of(), Allowance.UNLIMITED, KeyRecord.Kick.NONE);
    }

    private static Authorization denied(CloseReason reason) {
        return new Authorization.Denied(reason);
    }
}
