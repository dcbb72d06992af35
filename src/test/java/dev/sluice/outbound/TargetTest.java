package dev.sluice.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @Test
    void portAndPathHaveTheirDefaults() {
        assertThat(Target.parse("https://hooks.example.org")).contains(new Target(true, "hooks.example.org", 443, "/"));
        assertThat(Target.parse("http://[::1]:81/a%20b?c=d")).contains(new Target(false, "::1", 81, "/a%20b?c=d"));
    }

    @Test
    void neverShowsPathOrQuery() {
        assertThat(Target.parse("https://hooks.example.org/T0/secret?token=secret"))
                .hasToString("Optional[https://hooks.example.org:443]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example.org",
                "ftp://x/",
                "https:///x",
                "https://user:pw@host/",
                "https://host/#x",
                "https://host:70000/",
                "https://host/a b",
                "file:///etc/passwd",
                "https:host"
            })
    void otherFormsAreRefused(String text) {
        assertThat(Target.parse(text)).isEmpty();
    }
}
