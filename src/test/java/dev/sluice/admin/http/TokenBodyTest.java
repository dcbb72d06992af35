package dev.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.access.Network;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TokenBodyTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00.5Z");

    @Test
    void withoutAWordATokenIsGoodAtOnceAndForAnHour() {
        assertThat(read("{}"))
                .isEqualTo(new TokenBody.Terms(Instant.EPOCH, Instant.parse("2026-05-01T13:00:00Z"), Optional.empty()));
    }

    @Test
    void everythingThatIsSaidCounts() {
        assertThat(read("{\"expires\":\"2026-05-02T11:00:00+01:00\",\"notBefore\":\"2026-05-01T14:00:00Z\","
                        + "\"addresses\":\"192.0.2.0/24\"}"))
                .isEqualTo(new TokenBody.Terms(
                        Instant.parse("2026-05-01T14:00:00Z"),
                        Instant.parse("2026-05-02T10:00:00Z"),
                        Network.parse("192.0.2.0/24")));
        assertThat(read("{\"lifetime\":60}").expires()).isEqualTo(Instant.parse("2026-05-01T12:01:00Z"));
        assertThat(read("{\"lifetime\":86400}").expires()).isEqualTo(Instant.parse("2026-05-02T12:00:00Z"));
    }

    @Test
    void aLifeHasItsLimits() {
        assertThat(wrong("{\"lifetime\":59}")).containsExactly("#/lifetime");
        assertThat(wrong("{\"lifetime\":86401}")).containsExactly("#/lifetime");
        assertThat(wrong("{\"expires\":\"2026-05-01T12:01:00Z\"}")).containsExactly("#/expires");
        assertThat(wrong("{\"expires\":\"2026-05-02T12:00:01Z\"}")).containsExactly("#/expires");
        assertThat(wrong("{\"notBefore\":\"2026-05-01T13:00:01Z\"}")).containsExactly("#/notBefore");
        assertThat(wrong("{\"lifetime\":60,\"expires\":\"2026-05-01T13:00:00Z\"}"))
                .containsExactly("#/lifetime");
    }

    @Test
    void everyFaultIsTold() {
        assertThat(wrong("{\"lifetime\":10,\"expires\":\"tomorrow\",\"notBefore\":\"-1\","
                        + "\"addresses\":\"example.org\",\"stream\":\"studio\"}"))
                .containsExactlyInAnyOrder("#/lifetime", "#/expires", "#/notBefore", "#/addresses", "#/stream");
    }

    @Test
    void aCooldownIsHalfAMinuteUnlessItIsSaid() {
        assertThat(KickResource.cooldown(JsonBody.EMPTY)).isEqualTo(Duration.ofSeconds(30));
        assertThat(KickResource.cooldown(json("{\"cooldown\":0}"))).isEqualTo(Duration.ZERO);
        assertThat(faults(() -> KickResource.cooldown(json("{\"cooldown\":86401}"))))
                .containsExactly("#/cooldown");
    }

    private static TokenBody.Terms read(String body) {
        return TokenBody.read(json(body), NOW);
    }

    private static List<String> wrong(String body) {
        return faults(() -> read(body));
    }

    private static List<String> faults(ThrowingCallable reading) {
        Refused refused = catchThrowableOfType(Refused.class, reading);
        assertThat(refused).isNotNull();
        return refused.problem().errors().stream().map(Problem.Violation::at).toList();
    }

    private static ObjectNode json(String text) {
        return JsonBody.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
