package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Secret;
import dev.sluice.live.Authorization.Granted;
import dev.sluice.live.StreamDefinition;
import dev.sluice.live.StreamName;
import dev.sluice.live.TakeoverPolicy;
import dev.sluice.live.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReconnectCacheTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final StreamName STUDIO = new StreamName("studio");
    private static final KeyDigest KEY = KeyDigest.of(new Secret("key"));
    private static final Granted ANSWER = new Granted(
            new StreamDefinition(STUDIO, "", Visibility.PUBLIC, TakeoverPolicy.TAKEOVER),
            new UUID(1, 2),
            Optional.of(NOW.plusSeconds(30)));

    private final ReconnectCache cache = new ReconnectCache(Duration.ofSeconds(60));

    @Test
    void keepsAnAnswerForAMinute() {
        cache.put(KEY, ANSWER, 0);

        assertThat(find(Optional.of(STUDIO), TimeUnit.SECONDS.toNanos(59), NOW)).contains(ANSWER);
        assertThat(find(Optional.of(STUDIO), TimeUnit.SECONDS.toNanos(60), NOW)).isEmpty();
    }

    @Test
    void doesNotOutliveTheKeyNorHelpToAnotherName() {
        cache.put(KEY, ANSWER, 0);

        assertThat(find(Optional.empty(), 0, NOW.plusSeconds(30))).isEmpty();
        assertThat(find(Optional.of(new StreamName("other")), 0, NOW)).isEmpty();
    }

    @Test
    void aWithdrawnKeyIsForgotten() {
        cache.put(KEY, ANSWER, 0);
        cache.remove(ANSWER.keyId());

        assertThat(find(Optional.empty(), 0, NOW)).isEmpty();
    }

    @Test
    void zeroTurnsItOff() {
        ReconnectCache off = new ReconnectCache(Duration.ZERO);
        off.put(KEY, ANSWER, 0);

        assertThat(off.find(KEY, Optional.empty(), 0, NOW)).isEmpty();
    }

    private Optional<Granted> find(Optional<StreamName> asked, long nowNanos, Instant now) {
        return cache.find(KEY, asked, nowNanos, now);
    }
}
