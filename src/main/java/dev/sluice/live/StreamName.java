package dev.sluice.live;

import java.util.Optional;
import java.util.regex.Pattern;

/** The public name of a stream, {@code ^[a-z0-9][a-z0-9_-]{0,63}$}. Never a secret, safe in paths and labels. */
public record StreamName(String value) implements Comparable<StreamName> {
    private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");

    public StreamName {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException("not a stream name");
        }
    }

    /** Empty when {@code text} does not match the grammar. */
    public static Optional<StreamName> parse(String text) {
        return GRAMMAR.matcher(text).matches() ? Optional.of(new StreamName(text)) : Optional.empty();
    }

    @Override
    public int compareTo(StreamName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
