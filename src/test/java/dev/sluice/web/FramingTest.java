package dev.sluice.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {
    @ParameterizedTest
    @ValueSource(strings = {"*", "'none'", "'self' https://example.org:8443", "*.example.org"})
    void takesSourcesOfThePolicy(String ancestors) {
        assertThat(new Framing(ancestors).ancestors()).isEqualTo(ancestors);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "*; script-src *", "a\r\nSet-Cookie: b", "'unsafe-inline'"})
    void refusesWhatWouldRewriteTheHeader(String ancestors) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Framing(ancestors));
    }
}
