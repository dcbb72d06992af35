package dev.sluice.ingest.rtmp;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a load balancer tells of a connection before its bytes (HAProxy's PROXY protocol, versions 1 and 2).
 *
 * @param source the client's numeric address; empty when the balancer speaks for itself or does not know
 * @param length how many bytes the header has
 */
record ProxyHeader(Optional<String> source, int length) {
    /** What a header may have, extensions included. */
    static final int MAX_BYTES = 4096;

    private static final Slice SIGNATURE_1 = Slice.utf8("PROXY ");
    private static final Slice SIGNATURE_2 = Slice.hex("0D0A0D0A 000D0A51 5549540A");
    /** "The maximum line lengths the receiver must support, including the CRLF" (§2.1). */
    private static final int MAX_LINE = 107;

    private static final int FIXED_2 = 16;
    private static final int COMMAND_LOCAL = 0x20;
    private static final int COMMAND_PROXY = 0x21;

    /**
     * The header that {@code bytes} begin with; empty until there are more of them.
     *
     * @throws MalformedInput when they begin with something else
     */
    static Optional<ProxyHeader> read(Slice bytes) throws MalformedInput {
        if (startAlike(bytes, SIGNATURE_2)) {
            return bytes.length() < FIXED_2 ? Optional.empty() : version2(bytes);
        }
        if (startAlike(bytes, SIGNATURE_1)) {
            return version1(bytes);
        }
        throw new MalformedInput("no PROXY header, but sluice.rtmp.proxy-protocol is on");
    }

    private static boolean startAlike(Slice bytes, Slice signature) {
        int count = Math.min(bytes.length(), signature.length());
        return bytes.slice(0, count).equals(signature.slice(0, count));
    }

    private static Optional<ProxyHeader> version1(Slice bytes) throws MalformedInput {
        int count = Math.min(bytes.length(), MAX_LINE);
        for (int end = 1; end < count; end++) {
            if (bytes.at(end - 1) == '\r' && bytes.at(end) == '\n') {
                String line = new String(bytes.slice(0, end - 1).toArray(), StandardCharsets.US_ASCII);
                return Optional.of(new ProxyHeader(sourceOf(line.split(" ", -1)), end + 1));
            }
        }
        if (count == MAX_LINE) {
            throw new MalformedInput("PROXY header of version 1 without an end");
        }
        return Optional.empty();
    }

    private static Optional<String> sourceOf(String[] words) throws MalformedInput {
        if (words[1].equals("UNKNOWN")) {
            return Optional.empty();
        }
        boolean isRight = words.length == 6
                && ((words[1].equals("TCP4") && NetUtil.isValidIpV4Address(words[2]))
                        || (words[1].equals("TCP6") && NetUtil.isValidIpV6Address(words[2])));
        if (!isRight) {
            throw new MalformedInput("malformed PROXY header of version 1");
        }
        return Optional.of(words[2]);
    }

    private static Optional<ProxyHeader> version2(Slice bytes) throws MalformedInput {
        int command = bytes.at(12);
        int length = FIXED_2 + (bytes.at(14) << 8 | bytes.at(15));
        if ((command != COMMAND_LOCAL && command != COMMAND_PROXY) || length > MAX_BYTES) {
            throw new MalformedInput("malformed PROXY header of version 2");
        }
        if (bytes.length() < length) {
            return Optional.empty();
        }
        int addressBytes = switch (bytes.at(13) >> 4) {
            case 1 -> 4;
            case 2 -> 16;
            default -> 0;
        };
        if (command == COMMAND_LOCAL || addressBytes == 0) {
            return Optional.of(new ProxyHeader(Optional.empty(), length));
        }
        // Two addresses and two ports (§2.2).
        if (length < FIXED_2 + 2 * addressBytes + 4) {
            throw new MalformedInput("PROXY header of version 2 without its addresses");
        }
        byte[] source = bytes.slice(FIXED_2, FIXED_2 + addressBytes).toArray();
        return Optional.of(new ProxyHeader(Optional.of(NetUtil.bytesToIpAddress(source)), length));
    }
}
