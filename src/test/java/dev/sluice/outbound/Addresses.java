package dev.sluice.outbound;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Numeric addresses, which no name server is asked for. */
final class Addresses {
    private Addresses() {}

    static InetAddress of(String text) throws UnknownHostException {
        return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
    }
}
