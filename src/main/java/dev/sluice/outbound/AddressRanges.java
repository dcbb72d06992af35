package dev.sluice.outbound;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ranges of addresses as {@code address/bits}.
 *
 * @param prefixes each as the version of its addresses and their leading bits, such as {@code 4:00001010}
 */
public record AddressRanges(List<String> prefixes) {
    public static final AddressRanges NONE = new AddressRanges(List.of());

    /** A network of one's own: private, shared (RFC 6598) and loopback. Not link-local: there clouds keep secrets. */
    public static final String PRIVATE =
            "127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,::1/128,fc00::/7";

    /** Everything that no host of the internet has (RFC 6890), and forms that carry an IPv4 address within. */
    static final AddressRanges NOT_PUBLIC = parse("0.0.0.0/8,10.0.0.0/8,100.64.0.0/10,127.0.0.0/8,169.254.0.0/16,"
            + "172.16.0.0/12,192.0.0.0/24,192.0.2.0/24,192.88.99.0/24,192.168.0.0/16,198.18.0.0/15,198.51.100.0/24,"
            + "203.0.113.0/24,224.0.0.0/3,::/96,64:ff9b::/96,64:ff9b:1::/48,100::/64,2001::/23,2001:db8::/32,"
            + "2002::/16,fc00::/7,fe80::/9,ff00::/8");

    private static final int V4_BYTES = 4;
    private static final int MAPPED_ZEROS = 10;

    public AddressRanges {
        prefixes = List.copyOf(prefixes);
    }

    /** Ranges or single addresses, comma-separated; throws IllegalArgumentException when one is neither. */
    public static AddressRanges parse(String text) {
        return new AddressRanges(Stream.of(text.split(",", -1))
                .map(String::strip)
                .map(AddressRanges::prefix)
                .toList());
    }

    /** Whether the address lies in one of them; an IPv4 address written as IPv6 is the IPv4 address. */
    public boolean contains(InetAddress address) {
        String bits = bits(address.getAddress());
        return prefixes.stream().anyMatch(bits::startsWith);
    }

    private static String prefix(String text) {
        int slash = text.indexOf('/');
        byte[] address = NetUtil.createByteArrayFromIpAddressString(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            throw new IllegalArgumentException("not an address");
        }
        int all = address.length * Byte.SIZE;
        int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException("not a prefix length");
        }
        String whole = bits(address);
        // Of a mapped address only what is behind the mapping is left.
        int dropped = all - (whole.length() - whole.indexOf(':') - 1);
        return whole.substring(0, whole.indexOf(':') + 1 + Math.max(0, bits - dropped));
    }

    private static String bits(byte[] address) {
        List<Byte> counted = new ArrayList<>();
        for (int i = isMapped(address) ? address.length - V4_BYTES : 0; i < address.length; i++) {
            counted.add(address[i]);
        }
        StringBuilder text = new StringBuilder(counted.size() == V4_BYTES ? "4:" : "6:");
        for (byte one : counted) {
            for (int bit = Byte.SIZE - 1; bit >= 0; bit--) {
                text.append(one >> bit & 1);
            }
        }
        return text.toString();
    }

    private static boolean isMapped(byte[] address) {
        boolean mapped = address.length > V4_BYTES && address[MAPPED_ZEROS] == -1 && address[MAPPED_ZEROS + 1] == -1;
        for (int i = 0; mapped && i < MAPPED_ZEROS; i++) {
            mapped = address[i] == 0;
        }
        return mapped;
    }
}
