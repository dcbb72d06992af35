package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.live.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyEntryTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void theGravestStateWins() {
        assertThat(state("", "", false, "")).isEqualTo(KeyState.ACTIVE);
        assertThat(state("2026-05-02T00:00:00Z", "", false, "")).isEqualTo(KeyState.SCHEDULED);
        assertThat(state("2026-05-02T00:00:00Z", "", true, "")).isEqualTo(KeyState.DISABLED);
        assertThat(state("", "2026-05-01T12:00:00Z", true, "")).isEqualTo(KeyState.EXPIRED);
        assertThat(state("", "2026-05-01T11:00:00Z", true, "2026-05-01T10:00:00Z"))
                .isEqualTo(KeyState.REVOKED);
        assertThat(state("2026-05-01T12:00:00Z", "2026-05-01T12:00:01Z", false, ""))
                .isEqualTo(KeyState.ACTIVE);
    }

    private static KeyState state(String notBefore, String expires, boolean disabled, String revoked) {
        KeySpec spec =
                new KeySpec("", time(notBefore), time(expires), disabled, List.of(), List.of(), MediaLimits.NONE);
        return new KeyEntry(
                        new UUID(1, 2),
                        new StreamName("studio"),
                        spec,
                        "slk_ab12",
                        false,
                        NOW.minusSeconds(60),
                        time(revoked),
                        Optional.empty(),
                        1)
                .state(NOW);
    }

    private static Optional<Instant> time(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }
}
