package dev.sluice.live;

import java.util.HexFormat;

/**
 * Whom a limit per address counts as one: an IPv4 address, or the /64 that one IPv6 subscriber has.
 *
 * @param text for maps and logs; whatever is no address stands for itself
 */
public record AddressBlock(String text) {
    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;
    private static final int SUBSCRIBER_BYTES = 8;

    /** {@code address} has 4 or 16 bytes, in network order; an IPv4 address may be mapped into 16. */
    public static AddressBlock of(byte[] address) {
        if (address.length != V4_BYTES && address.length != V6_BYTES) {
            throw new IllegalArgumentException("not an IP address: " + address.length + " bytes");
        }
        return address.length == V4_BYTES || isMapped(address)
                ? v4(address, address.length - V4_BYTES)
                : new AddressBlock(HexFormat.of().formatHex(address, 0, SUBSCRIBER_BYTES) + "/64");
    }

    /** Whether it is an IPv4-mapped IPv6 address (RFC 4291 §2.5.5.2): what a socket of both families says of IPv4. */
    public static boolean isMapped(byte[] address) {
        if (address.length != V6_BYTES || address[10] != -1 || address[11] != -1) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static AddressBlock v4(byte[] address, int at) {
        return new AddressBlock((address[at] & 0xFF) + "." + (address[at + 1] & 0xFF) + "." + (address[at + 2] & 0xFF)
                + "." + (address[at + 3] & 0xFF));
    }
}
