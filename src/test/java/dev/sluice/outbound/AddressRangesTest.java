package dev.sluice.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "127.9.9.9",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001::1",
                "fd00::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
                "2001:db8::1"
            })
    void out1AddressesThatNoHostOfTheInternetHasAreNotPublic(String address) throws Exception {
        assertThat(AddressRanges.NOT_PUBLIC.contains(Addresses.of(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "172.32.0.1", "100.128.0.1", "223.255.255.255", "2606:4700::1111", "2a00::1"})
    void thoseOfTheInternetArePublic(String address) throws Exception {
        assertThat(AddressRanges.NOT_PUBLIC.contains(Addresses.of(address))).isFalse();
    }

    @Test
    void aPrefixEndsWhereItSays() throws Exception {
        AddressRanges ranges = AddressRanges.parse("192.0.2.128/25, 2001:db8::/33, 198.51.100.7");

        assertThat(ranges.contains(Addresses.of("192.0.2.129"))).isTrue();
        assertThat(ranges.contains(Addresses.of("192.0.2.127"))).isFalse();
        assertThat(ranges.contains(Addresses.of("2001:db8:7fff::"))).isTrue();
        assertThat(ranges.contains(Addresses.of("2001:db8:8000::"))).isFalse();
        assertThat(ranges.contains(Addresses.of("198.51.100.7"))).isTrue();
        assertThat(ranges.contains(Addresses.of("198.51.100.8"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "fd00::/129", "10.0.0.0/8,"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThatThrownBy(() -> AddressRanges.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
