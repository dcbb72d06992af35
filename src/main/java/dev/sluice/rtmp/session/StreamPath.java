package dev.sluice.rtmp.session;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * An app or stream name cut at its first question mark. Not printable: either part may hold a key.
 *
 * @param path what stands before, without slashes at its ends
 * @param query what stands behind; may be empty
 */
record StreamPath(String path, String query) {
    private static final String DEFAULT_INSTANCE = "/_definst_";

    private static final int NONE = -1;

    static StreamPath of(String text) {
        int mark = text.indexOf('?');
        String path = strip(mark < 0 ? text : text.substring(0, mark));
        if (path.endsWith(DEFAULT_INSTANCE)) {
            path = strip(path.substring(0, path.length() - DEFAULT_INSTANCE.length()));
        }
        return new StreamPath(path, mark < 0 ? "" : text.substring(mark + 1));
    }

    /** The path up to its first slash. */
    String first() {
        int slash = path.indexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

    /** The path behind its first slashes, empty when there is none. */
    Optional<String> rest() {
        int slash = path.indexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(strip(path.substring(slash)));
    }

    /** The decoded value of the last parameter {@code name}; as it stands, if one of its escapes is wrong. */
    Optional<String> parameter(String name) {
        // From the end, so that of many parameters that a stranger may send only one is copied and decoded.
        int end = query.length();
        int equals = NONE;
        for (int at = end - 1; at >= -1; at--) {
            char c = at < 0 ? '&' : query.charAt(at);
            if (c == '=') {
                equals = at;
            } else if (c == '&' || c == '?') {
                if (equals - at - 1 == name.length() && query.startsWith(name, at + 1)) {
                    return Optional.of(decoded(query.substring(equals + 1, end)));
                }
                end = at;
                equals = NONE;
            }
        }
        return Optional.empty();
    }

    /** Not URLDecoder: that throws on a wrong escape, and takes a plus, which a key may hold, for a space. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        int at = 0;
        while (at < bytes.length) {
            if (bytes[at] != '%') {
                bytes[length++] = bytes[at++];
            } else if (isEscape(bytes, at)) {
                int high = HexFormat.fromHexDigit(bytes[at + 1]);
                bytes[length++] = (byte) (high << 4 | HexFormat.fromHexDigit(bytes[at + 2]));
                at += 3;
            } else {
                return text;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isEscape(byte[] bytes, int at) {
        boolean whole = at + 2 < bytes.length;
        return whole && HexFormat.isHexDigit(bytes[at + 1]) && HexFormat.isHexDigit(bytes[at + 2]);
    }

    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == '/') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
