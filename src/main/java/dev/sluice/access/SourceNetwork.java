package dev.sluice.access;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A network that encoders may come from, in CIDR notation: {@code 192.0.2.0/24}, {@code 2001:db8::/32}.
 *
 * @param text as PostgreSQL's {@code cidr} takes it: numeric, with a prefix, without bits behind the prefix
 */
public record SourceNetwork(String text) {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern V4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET + "/\\d{1,2}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:]*/\\d{1,3}");

    /** Empty for what is no network: a name, an address with bits behind its prefix, an IPv4 address in IPv6 form. */
    public static Optional<SourceNetwork> parse(String text) {
        boolean looksRight = V4.matcher(text).matches() || V6.matcher(text).matches();
        if (!looksRight) {
            return Optional.empty();
        }
        int slash = text.indexOf('/');
        int prefix = Integer.parseInt(text.substring(slash + 1));
        try {
            // A whole IPv4 literal, or a text with a colon: either is read or refused, and no name is resolved.
            byte[] address = InetAddress.getByName(text.substring(0, slash)).getAddress();
            boolean sameFamily = (address.length == 4) == (text.indexOf(':') < 0);
            int hostBits = address.length * 8 - prefix;
            return sameFamily && hostBits >= 0 && endsInZeros(address, hostBits)
                    ? Optional.of(new SourceNetwork(text))
                    : Optional.empty();
        } catch (UnknownHostException notNumeric) {
            return Optional.empty();
        }
    }

    private static boolean endsInZeros(byte[] address, int bits) {
        BigInteger number = new BigInteger(1, address);
        return number.signum() == 0 || number.getLowestSetBit() >= bits;
    }
}
