package dev.sluice.app;

import java.util.regex.Pattern;

/**
 * Takes secrets out of texts by their form. The second wall behind {@link dev.sluice.bytes.Secret}, for what libraries
 * say and for texts that came from outside.
 */
final class Redaction {
    private static final String GONE = "[redacted]";

    /** Stream keys and webhook secrets, also as part of a longer text. */
    private static final Pattern PREFIXED = Pattern.compile("(?i)(slk_|whsec_)[0-9a-z+/=]{4,}");

    /** A parameter of a query or form, a property, a header, a field of JSON or of a log line. */
    private static final Pattern NAMED = Pattern.compile("(?i)\\b((?:[a-z0-9_.-]*[._-])?"
            + "(?:key|token(?:-[a-z0-9_-]{1,64})?|secrets?|password|passwd|authorization)\"?\\s*[=:]\\s*\"?)"
            + "((?:(?:bearer|basic)\\s+)?(?!\\[redacted])[^\\s&\",;}\\])]{8,})");

    /** The user information of a URL. */
    private static final Pattern IN_URL = Pattern.compile("(://[^/\\s:@]{1,64}:)[^/\\s@]{1,256}@");

    private Redaction() {}

    static String of(String text) {
        String first = PREFIXED.matcher(text).replaceAll("$1" + GONE);
        String second = NAMED.matcher(first).replaceAll("$1" + GONE);
        return IN_URL.matcher(second).replaceAll("$1" + GONE + "@");
    }
}
