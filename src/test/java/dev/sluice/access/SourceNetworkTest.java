package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceNetworkTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"192.0.2.0/24", "192.0.2.7/32", "0.0.0.0/0", "2001:db8::/32", "::/0", "::1/128", "FE80::/10"})
    void takesNetworksAsPostgresqlDoes(String text) {
        assertThat(SourceNetwork.parse(text)).map(SourceNetwork::text).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "192.0.2.7",
                "192.0.2.7/24",
                "192.0.2.0/33",
                "999.0.0.0/8",
                "1/8",
                "010.0.0.0/8",
                "example.org/8",
                "2001:db8::1/64",
                "2001:db8::/129",
                "::ffff:192.0.2.0/120",
                "::ffff:c000:200/120",
                ":/0",
                "192.0.2.0/-1",
                "192.0.2.0/24 ",
                "١.0.0.0/8"
            })
    void refusesWhatIsNone(String text) {
        assertThat(SourceNetwork.parse(text)).isEmpty();
    }
}
