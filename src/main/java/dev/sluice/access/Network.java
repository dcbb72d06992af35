package dev.sluice.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The addresses that begin with the same bits (CIDR, RFC 4632).
 *
 * @param prefix the address, 4 or 16 bytes in lower-case hexadecimal digits, zero after {@code bits}
 */
public record Network(String prefix, int bits) {
    /** Digits only, so that reading one never asks a name server. */
    private static final Pattern NUMERIC =
            Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final Pattern FORM = Pattern.compile("([^/]{1,45})(?:/([0-9]{1,3}))?");

    /** Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32} or one address; empty when it is neither. */
    public static Optional<Network> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        return bytes(form.group(1)).flatMap(address -> {
            int all = address.length * 8;
            int bits = form.group(2) == null ? all : Integer.parseInt(form.group(2));
            return bits > all ? Optional.empty() : Optional.of(of(address, bits));
        });
    }

    /** Whether the numeric {@code address} lies in it; an IPv4 address written as IPv6 is the IPv4 address. */
    public boolean contains(String address) {
        return bytes(address)
                .filter(given -> given.length * 2 == prefix.length())
                .map(given -> of(given, bits).equals(this))
                .orElse(false);
    }

    private static Network of(byte[] address, int bits) {
        byte[] kept = address.clone();
        for (int i = 0; i < kept.length; i++) {
            int keep = Math.max(0, Math.min(8, bits - i * 8));
            kept[i] &= (byte) (0xFF << (8 - keep));
        }
        return new Network(HexFormat.of().formatHex(kept), bits);
    }

    private static Optional<byte[]> bytes(String address) {
        // A zone (fe80::1%eth0) says where an address is, not which.
        String plain = address.indexOf('%') < 0 ? address : address.substring(0, address.indexOf('%'));
        if (!NUMERIC.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(plain).getAddress());
        } catch (UnknownHostException notNumeric) {
            return Optional.empty();
        }
    }
}
