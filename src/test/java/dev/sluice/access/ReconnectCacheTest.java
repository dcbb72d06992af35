package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Secret;
import dev.sluice.live.Allowance;
import dev.sluice.live.StreamDefinition;
import dev.sluice.live.StreamName;
import dev.sluice.live.TakeoverPolicy;
import dev.sluice.live.Visibility;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReconnectCacheTest {
    private static final KeyDigest DIGEST = KeyDigest.of(new Secret("key"));
    private static final KeyRecord KEY = new KeyRecord(
            new UUID(1, 2),
            new StreamDefinition(new StreamName("studio"), "", Visibility.PUBLIC, TakeoverPolicy.TAKEOVER),
            Optional.empty(),
            Optional.empty(),
            false,
            List.of(),
            Allowance.UNLIMITED,
            KeyRecord.Kick.NONE);

    private final ReconnectCache cache = new ReconnectCache(Duration.ofSeconds(60));

    @Test
    void keepsAnAnswerForAMinute() {
        cache.put(DIGEST, KEY, 0);

        assertThat(cache.find(DIGEST, TimeUnit.SECONDS.toNanos(59))).contains(KEY);
        assertThat(cache.keys(TimeUnit.SECONDS.toNanos(59))).containsExactly(KEY);
        assertThat(cache.find(DIGEST, TimeUnit.SECONDS.toNanos(60))).isEmpty();
        assertThat(cache.keys(TimeUnit.SECONDS.toNanos(60))).isEmpty();
    }

    @Test
    void key6AChangedKeyIsForgotten() {
        cache.put(DIGEST, KEY, 0);
        cache.remove(Set.of(new UUID(3, 4)));
        assertThat(cache.find(DIGEST, 0)).isPresent();

        cache.remove(Set.of(KEY.id()));
        assertThat(cache.find(DIGEST, 0)).isEmpty();
    }

    @Test
    void zeroTurnsItOff() {
        ReconnectCache off = new ReconnectCache(Duration.ZERO);
        off.put(DIGEST, KEY, 0);

        assertThat(off.find(DIGEST, 0)).isEmpty();
    }
}
