package dev.sluice.app;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads amounts of bytes as people write them: {@code 65536}, {@code 64K}, {@code 8M}, {@code 1G}; units of 1,024. */
final class Sizes {
    private static final Pattern GRAMMAR = Pattern.compile("([0-9]{1,12})([KMG]?)");

    private Sizes() {}

    static long parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a size");
        }
        int shift = "KMG".indexOf(matcher.group(2));
        return Long.parseLong(matcher.group(1)) << (matcher.group(2).isEmpty() ? 0 : 10 * (shift + 1));
    }
}
