package dev.sluice.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What one run of one server gave, in the order of a table. */
final class Figures {
    private final Map<String, Double> values = new LinkedHashMap<>();

    Figures put(String name, double value) {
        values.put(name, value);
        return this;
    }

    Map<String, Double> values() {
        return values;
    }

    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(figure -> String.format(Locale.ROOT, "%s=%.3f", figure.getKey(), figure.getValue()))
                .collect(Collectors.joining(" "));
    }
}
