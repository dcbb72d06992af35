package dev.sluice.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/** Whom a limit counts as one: an IPv4 address, or the /64 that one IPv6 customer has to himself. */
final class AddressBlock {
    private static final int PREFIX_BYTES = 8;

    private AddressBlock() {}

    static String of(String numericAddress) {
        if (numericAddress.indexOf(':') < 0) {
            return numericAddress;
        }
        try {
            // A text with a colon is read as a literal or refused: no name is resolved here.
            InetAddress address = InetAddress.getByName(numericAddress);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(address.getAddress(), 0, PREFIX_BYTES)
                    : address.getHostAddress();
        } catch (UnknownHostException notNumeric) {
            return numericAddress;
        }
    }
}
