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
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

    /** A whole IPv4 literal, or digits with a colon: either is read or refused, and no name server is asked. */
    private static final Pattern NUMERIC =
            Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET + "|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

    private static final Pattern FORM = Pattern.compile("([^/]{1,45})(?:/([0-9]{1,3}))?");

    /** Where IPv4 addresses are mapped to: ::ffff:0:0/96 (RFC 4291 §2.5.5.2). */
    private static final int MAPPED_BITS = 96;

    /** Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32} or one address; empty when it is neither. */
    public static Optional<Network> parse(String text) {
        var form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        return bytes(form.group(1)).flatMap(address -> {
            int all = address.length * 8;
            int mapped = all == 32 && form.group(1).indexOf(':') >= 0 ? MAPPED_BITS : 0;
            int bits = form.group(2) == null ? all : Integer.parseInt(form.group(2)) - mapped;
            return bits < 0 || bits > all ? Optional.empty() : Optional.of(of(address, bits));
        });
    }

    /**
     * Reads what PostgreSQL's {@code cidr} takes and keeps: a network with its prefix, without bits behind it, and no
     * IPv4 network in IPv6 form.
     */
    public static Optional<Network> parseExact(String text) {
        int slash = text.indexOf('/');
        return parse(text)
                .filter(network -> slash > 0
                        && network.isIpv4() == text.indexOf(':') < 0
                        && bytes(text.substring(0, slash))
                                .map(HexFormat.of()::formatHex)
                                .filter(network.prefix::equals)
                                .isPresent());
    }

    /** Whether the numeric {@code address} lies in it; an IPv4 address written as IPv6 is the IPv4 address. */
    public boolean contains(String address) {
        return bytes(address)
                .filter(given -> given.length * 2 == prefix.length())
                .map(given -> of(given, bits).equals(this))
                .orElse(false);
    }

    /** As PostgreSQL writes a {@code cidr}: {@code 192.0.2.0/24}, {@code 2001:db8::/32} (RFC 5952). */
    public String text() {
        try {
            byte[] address = HexFormat.of().parseHex(prefix);
            String whole = InetAddress.getByAddress(address).getHostAddress();
            return (isIpv4() ? whole : shortened(whole)) + '/' + bits;
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("not 4 or 16 bytes: " + prefix, impossible);
        }
    }

    /** The longest run of two zero groups or more, the first of several, becomes two colons. */
    private static String shortened(String groups) {
        for (int run = 8; run > 1; run--) {
            String zeros = "0" + ":0".repeat(run - 1);
            int at = (":" + groups + ":").indexOf(":" + zeros + ":");
            if (at >= 0) {
                String before = at == 0 ? ":" : groups.substring(0, at);
                String after = groups.substring(at + zeros.length());
                return before + (after.isEmpty() ? ":" : after);
            }
        }
        return groups;
    }

    private boolean isIpv4() {
        return prefix.length() == 8;
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
