package dev.sluice.rtmp.handshake;

import dev.sluice.bytes.SliceQueue;

/** Says what a connection that does not begin with RTMP's version 3 looks like, for the one log line it gets. */
final class FirstBytes {
    private FirstBytes() {}

    static String describe(SliceQueue in) {
        int first = in.peek(0);
        return "not RTMP, looks like "
                + switch (first) {
                    case 0x16 -> "TLS on the plain port";
                    case 6, 8, 9 -> "RTMPE (version " + first + ")";
                    case 0x0D -> "PROXY protocol 2, but sluice.rtmp.proxy-protocol is off";
                    case 0xF3 -> "an SRS real-address header";
                    case 'P' -> isProxy(in) ? "PROXY protocol 1, but sluice.rtmp.proxy-protocol is off" : "HTTP";
                    case 'G', 'H', 'O', 'D', 'C', 'T' -> "HTTP";
                    default -> first < 0x20 ? "RTMP of version " + first : "first byte " + first;
                };
    }

    private static boolean isProxy(SliceQueue in) {
        return in.available() > 1 && in.peek(1) == 'R';
    }
}
