package dev.sluice.ingest.rtmp;

import dev.sluice.live.AddressBlock;
import io.netty.util.NetUtil;
import java.util.List;
import java.util.stream.Stream;

/** The networks whose word about a client's address is taken. */
public record TrustedNetworks(List<Network> networks) {
    /** Private, link-local and loopback ranges: where a load balancer of one's own lives. */
    public static final String DEFAULT =
            "127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,169.254.0.0/16,100.64.0.0/10,"
                    + "::1/128,fc00::/7,fe80::/10";

    private static final int V4 = 4;

    /** An address and how many of its leading bits count. */
    public record Network(List<Byte> address, int bits) {
        private static Network parse(String text) {
            int slash = text.indexOf('/');
            byte[] address = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
            if (address == null) {
                throw new IllegalArgumentException("not a network");
            }
            int bits = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException("not a prefix length");
            }
            return new Network(boxed(address), bits);
        }

        private boolean contains(List<Byte> other) {
            if (other.size() != address.size()) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                if (((address.get(i / 8) ^ other.get(i / 8)) >> (7 - i % 8) & 1) != 0) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Networks as {@code address/bits}, comma-separated; throws IllegalArgumentException when one is none. */
    public static TrustedNetworks parse(String text) {
        return new TrustedNetworks(Stream.of(text.split(","))
                .map(String::strip)
                .map(Network::parse)
                .toList());
    }

    /** Whether the numeric {@code address} lies in one of them. */
    boolean contains(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            return false;
        }
        List<Byte> plain = boxed(bytes);
        List<Byte> wanted = AddressBlock.isMapped(bytes) ? plain.subList(bytes.length - V4, bytes.length) : plain;
        return networks.stream().anyMatch(network -> network.contains(wanted));
    }

    private static List<Byte> boxed(byte[] bytes) {
        Byte[] boxed = new Byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            boxed[i] = bytes[i];
        }
        return List.of(boxed);
    }
}
