package dev.sluice.ingest.rtmp;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.HexFormat;

/** Whom a limit per address counts together: an IPv4 address, or the /64 that one IPv6 subscriber has. */
record AddressBlock(String text) {
    private static final int SUBSCRIBER_BYTES = 8;

    /** {@code address} is numeric, without port; whatever else it is stands for itself. */
    static AddressBlock of(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null || bytes.length == 4) {
            return new AddressBlock(address);
        }
        boolean mapped = bytes[10] == -1 && bytes[11] == -1 && isZero(bytes, 10);
        return mapped
                ? new AddressBlock(NetUtil.bytesToIpAddress(Arrays.copyOfRange(bytes, 12, 16)))
                : new AddressBlock(HexFormat.of().formatHex(bytes, 0, SUBSCRIBER_BYTES) + "/64");
    }

    private static boolean isZero(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
