package dev.sluice.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AddressBlockTest {
    private static AddressBlock block(String literal) throws UnknownHostException {
        return AddressBlock.of(InetAddress.getByName(literal).getAddress());
    }

    private static byte[] mapped(int last) {
        byte[] address = new byte[16];
        Arrays.fill(address, 10, 12, (byte) 0xFF);
        System.arraycopy(new byte[] {(byte) 192, 0, 2, (byte) last}, 0, address, 12, 4);
        return address;
    }

    @Test
    void anIpv4AddressIsOneWhole() throws Exception {
        assertThat(block("192.0.2.1").text()).isEqualTo("192.0.2.1");
        assertThat(block("192.0.2.2")).isNotEqualTo(block("192.0.2.1"));
    }

    @Test
    void ipv6CountsByTheNetworkOfOneSubscriber() throws Exception {
        assertThat(block("2001:db8:1:2::1")).isEqualTo(block("2001:db8:1:2:ffff::9"));
        assertThat(block("2001:db8:1:2::1")).isNotEqualTo(block("2001:db8:1:3::1"));
    }

    @Test
    void anIpv4AddressThatIsMappedIsItself() throws Exception {
        assertThat(AddressBlock.of(mapped(1))).isEqualTo(block("192.0.2.1"));
        assertThat(AddressBlock.of(mapped(2))).isNotEqualTo(AddressBlock.of(mapped(1)));
        byte[] other = mapped(1);
        other[3] = 1;
        assertThat(AddressBlock.of(other).text()).endsWith("/64");
    }

    @Test
    void whatHasAnotherLengthIsNoAddress() {
        assertThatThrownBy(() -> AddressBlock.of(new byte[5])).isInstanceOf(IllegalArgumentException.class);
    }
}
