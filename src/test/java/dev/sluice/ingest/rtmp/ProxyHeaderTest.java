package dev.sluice.ingest.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {
    private static final String SIGNATURE = "0D0A0D0A000D0A515549540A";
    private static final Slice V2_IPV4 = Slice.hex(SIGNATURE + "21 11 000C C0000201 C0000202 1F90 078F");

    /** Every prefix asks for more, and what comes behind the header is left alone. */
    private static void assertHeader(Slice header, Optional<String> source) throws MalformedInput {
        for (int count = 0; count < header.length(); count++) {
            assertThat(ProxyHeader.read(header.slice(0, count))).isEmpty();
        }
        assertThat(ProxyHeader.read(header)).contains(new ProxyHeader(source, header.length()));
        Slice more = Slice.hex(header.toHex() + "0300");
        assertThat(ProxyHeader.read(more)).contains(new ProxyHeader(source, header.length()));
    }

    @Test
    void readsVersion1() throws MalformedInput {
        assertHeader(Slice.utf8("PROXY TCP4 192.0.2.1 192.0.2.2 8080 1935\r\n"), Optional.of("192.0.2.1"));
        assertHeader(Slice.utf8("PROXY TCP6 2001:db8::1 2001:db8::2 8080 1935\r\n"), Optional.of("2001:db8::1"));
        assertHeader(Slice.utf8("PROXY UNKNOWN\r\n"), Optional.empty());
    }

    @Test
    void readsVersion2() throws MalformedInput {
        assertHeader(V2_IPV4, Optional.of("192.0.2.1"));
        String address = "20010DB8000000000000000000000001";
        assertHeader(Slice.hex(SIGNATURE + "21 21 0024" + address + address + "1F90078F"), Optional.of("2001:db8::1"));
        assertHeader(Slice.hex(SIGNATURE + "20 00 0000"), Optional.empty());
        assertHeader(Slice.hex(SIGNATURE + "21 11 000F C0000201 C0000202 1F90 078F 040000"), Optional.of("192.0.2.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0300000000",
                "50524F58592054435034203320322031203020300D0A",
                "50524F58592054435034203139322E302E322E310D0A",
                SIGNATURE + "22 11 000C",
                SIGNATURE + "21 11 FFFF",
                SIGNATURE + "21 11 0004 C0000201",
            })
    void refusesWhatIsNone(String hex) {
        assertThatThrownBy(() -> ProxyHeader.read(Slice.hex(hex))).isInstanceOf(MalformedInput.class);
    }

    @Test
    void boundsWhatItWaitsFor() throws MalformedInput {
        assertThat(ProxyHeader.read(Slice.utf8("PROXY " + "x".repeat(100)))).isEmpty();
        assertThatThrownBy(() -> ProxyHeader.read(Slice.utf8("PROXY " + "x".repeat(101))))
                .isInstanceOf(MalformedInput.class);
        assertThat(ProxyHeader.read(Slice.hex(SIGNATURE + "21 11 0FF0"))).isEmpty();
        assertThatThrownBy(() -> ProxyHeader.read(Slice.hex(SIGNATURE + "21 11 0FF1")))
                .isInstanceOf(MalformedInput.class);
    }

    @Test
    void tra3TrustsTheNetworksItWasGiven() {
        TrustedNetworks trusted = TrustedNetworks.parse("10.0.0.0/8, 192.0.2.7, fc00::/7");
        assertThat(trusted.contains("10.255.0.1")).isTrue();
        assertThat(trusted.contains("11.0.0.1")).isFalse();
        assertThat(trusted.contains("192.0.2.7")).isTrue();
        assertThat(trusted.contains("192.0.2.6")).isFalse();
        assertThat(trusted.contains("::ffff:10.0.0.1")).isTrue();
        assertThat(trusted.contains("fd12::1")).isTrue();
        assertThat(trusted.contains("2001:db8::1")).isFalse();
        assertThat(TrustedNetworks.parse(TrustedNetworks.DEFAULT).contains("127.0.0.1"))
                .isTrue();
        assertThatThrownBy(() -> TrustedNetworks.parse("10.0.0.0/33")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TrustedNetworks.parse("example.org")).isInstanceOf(IllegalArgumentException.class);
    }
}
