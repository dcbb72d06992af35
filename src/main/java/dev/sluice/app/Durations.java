package dev.sluice.app;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as people write them: {@code 200ms}, {@code 2s}, {@code 1.5s}, {@code 10m}, {@code 2h}. */
final class Durations {
    private static final Pattern GRAMMAR = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,3})?)(ms|s|m|h)");

    private Durations() {}

    static Duration parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a duration");
        }
        double amount = Double.parseDouble(matcher.group(1));
        long unitMillis = switch (matcher.group(2)) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
        return Duration.ofMillis(Math.round(amount * unitMillis));
    }
}
