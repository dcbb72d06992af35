package dev.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.access.Network;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenWishTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00.5Z");

    @Test
    void withoutAWishATokenIsGoodAtOnceAndForAnHour() {
        assertThat(TokenWish.read(Optional.empty(), NOW))
                .isEqualTo(new TokenWish.Terms(Instant.EPOCH, Instant.parse("2026-05-01T13:00:00Z"), Optional.empty()));
    }

    @Test
    void everythingThatIsSaidCounts() {
        assertThat(read(null, "2026-05-02T11:00:00+01:00", "2026-05-01T14:00:00Z", "192.0.2.9/24"))
                .isEqualTo(new TokenWish.Terms(
                        Instant.parse("2026-05-01T14:00:00Z"),
                        Instant.parse("2026-05-02T10:00:00Z"),
                        Network.parse("192.0.2.0/24")));
    }

    @Test
    void aLifeHasItsLimits() {
        assertThat(read(60, null, null, null)).isInstanceOf(TokenWish.Terms.class);
        assertThat(read(86_400, null, null, null)).isInstanceOf(TokenWish.Terms.class);
        assertThat(sentences(read(59, null, null, null)))
                .containsExactly("lifetime: a token lives 1 minute to 24 hours.");
        assertThat(sentences(read(86_401, null, null, null))).hasSize(1);
        assertThat(sentences(read(Integer.MIN_VALUE, null, null, null))).hasSize(1);
        assertThat(sentences(read(null, "+1000000-01-01T00:00:00Z", null, null)))
                .hasSize(1);
    }

    @Test
    void everyFaultIsTold() {
        assertThat(sentences(read(10, "tomorrow", "-1", "example.org")))
                .hasSize(4)
                .anyMatch(sentence -> sentence.startsWith("lifetime:"))
                .anyMatch(sentence -> sentence.startsWith("expires:"))
                .anyMatch(sentence -> sentence.startsWith("notBefore:"))
                .anyMatch(sentence -> sentence.startsWith("addresses:"));
    }

    private static TokenWish.Reading read(
            @Nullable Integer lifetime,
            @Nullable String expires,
            @Nullable String notBefore,
            @Nullable String network) {
        return TokenWish.read(Optional.of(new TokenWish(lifetime, expires, notBefore, network)), NOW);
    }

    private static List<String> sentences(TokenWish.Reading read) {
        assertThat(read).isInstanceOf(TokenWish.Violations.class);
        return ((TokenWish.Violations) read).sentences();
    }
}
