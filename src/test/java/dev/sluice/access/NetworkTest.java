package dev.sluice.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.77/24, 192.0.2.1, true",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::/0, 2001:db8::1, true",
        "192.0.2.0/24, ::ffff:192.0.2.7, true",
        "fe80::/10, fe80::1%eth0, true",
        "192.0.2.0/24, example.org, false",
    })
    void holdsTheAddressesThatBeginWithItsBits(String network, String address, boolean inside) {
        assertThat(Network.parse(network).orElseThrow().contains(address)).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "192.0.2.0/33",
                "::/129",
                "192.0.2/24",
                "example.org/8",
                "192.0.2.0/24/8",
                "1.2.3.4/-1",
                "999.0.0.0/8",
                "256.1.1.1",
                "1/8",
                "010.0.0.0/8",
                ".:",
                ":/0",
                "192.0.2.0/24 ",
                "::ffff:192.0.2.0/95",
                "\u0661.0.0.0/8"
            })
    void isNothingElse(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @Test
    void bitsThatDoNotCountAreZero() {
        assertThat(Network.parse("192.0.2.77/24")).isEqualTo(Network.parse("192.0.2.0/24"));
    }

    @Test
    void aMappedIpv4NetworkIsTheIpv4Network() {
        assertThat(Network.parse("::ffff:192.0.2.0/120")).isEqualTo(Network.parse("192.0.2.0/24"));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24, 192.0.2.0/24",
        "192.0.2.7/32, 192.0.2.7/32",
        "0.0.0.0/0, 0.0.0.0/0",
        "2001:db8::/32, 2001:db8::/32",
        "2001:DB8:0:0:1:0:0:0/80, 2001:db8:0:0:1::/80",
        "2001:db8:0:0:1:0:0:1/128, 2001:db8::1:0:0:1/128",
        "::/0, ::/0",
        "::1/128, ::1/128",
        "1:0:2:3:4:5:6:7/128, 1:0:2:3:4:5:6:7/128",
        "FE80::/10, fe80::/10",
    })
    void anExactNetworkIsWrittenAsPostgresqlDoes(String text, String written) {
        assertThat(Network.parseExact(text)).map(Network::text).contains(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "192.0.2.7", "192.0.2.7/24", "2001:db8::1/64", "::ffff:192.0.2.0/120", "::ffff:c000:200/120"
            })
    void anExactNetworkHasItsPrefixAndNothingBehindIt(String text) {
        assertThat(Network.parseExact(text)).isEmpty();
    }
}
