package dev.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreconditionsTest {
    private static final Instant CREATED = Instant.parse("2026-05-01T12:00:00.123456Z");
    private static final String TAG = "\"" + Preconditions.tag(3, CREATED) + "\"";

    @Test
    void aTagStandsForOneStateOfOneThing() {
        assertThat(of(TAG).revision(3, CREATED)).hasValue(3);
        assertThat(of("\"other\", " + TAG).revision(3, CREATED)).hasValue(3);
        assertThat(of(TAG).revision(4, CREATED)).hasValue(-1);
        assertThat(of(TAG).revision(3, CREATED.plusNanos(1_000))).hasValue(-1);
        assertThat(of("W/" + TAG).revision(3, CREATED)).hasValue(-1);
    }

    @Test
    void whoDoesNotInsistGetsWhateverIsThere() {
        assertThat(of("*").revision(3, CREATED)).isEmpty();
        assertThat(Preconditions.of(Optional.empty()).revision(3, CREATED)).isEmpty();
        assertThat(of("*").required()).isNotNull();
        assertThatThrownBy(() -> Preconditions.of(Optional.empty()).required())
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(428));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "\"a", "a\"", "\"a\" \"b\"", "*, \"a\"", "\"a\",x", "\"a\"x"})
    void whatIsNoListOfTagsIsRefused(String header) {
        assertThatThrownBy(() -> of(header))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(400));
    }

    private static Preconditions of(String header) {
        return Preconditions.of(Optional.of(header));
    }
}
