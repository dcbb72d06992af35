package dev.sluice.delivery.http;

import io.netty.util.NetUtil;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Whom a limit per address counts together: an IPv4 address, or the /64 that one IPv6 subscriber has. */
final class AddressBlock {
    private static final int IPV6_BYTES = 16;
    private static final int SUBSCRIBER_BYTES = 8;

    private AddressBlock() {}

    /** {@code address} is numeric, or absent where a connection has none. */
    static String of(@Nullable String address) {
        String text = address == null ? "" : address;
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        return bytes != null && bytes.length == IPV6_BYTES
                ? HexFormat.of().formatHex(bytes, 0, SUBSCRIBER_BYTES)
                : text;
    }
}
