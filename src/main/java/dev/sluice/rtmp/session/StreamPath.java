package dev.sluice.rtmp.session;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An app or stream name cut at its first question mark. Not printable: either part may hold a key.
 *
 * @param path what stands before, without slashes at its ends
 * @param query what stands behind; may be empty
 */
record StreamPath(String path, String query) {
    private static final String DEFAULT_INSTANCE = "/_definst_";

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

    /** The decoded value of the last parameter {@code name}. */
    Optional<String> parameter(String name) {
        Optional<String> found = Optional.empty();
        for (String pair : query.split("[&?]", -1)) {
            if (pair.startsWith(name) && pair.startsWith("=", name.length())) {
                found = Optional.of(decoded(pair.substring(name.length() + 1)));
            }
        }
        return found;
    }

    private static String decoded(String text) {
        try {
            // A plus is a plus: encoders do not encode forms, and a key may hold one.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
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
