package dev.sluice.conformance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** How often each rule was asked and what was found against it; safe for several threads. */
public final class Report {
    private static final int TEXTS_PER_RULE = 20;

    private final String subject;
    private final Map<Rule, Integer> checks = new EnumMap<>(Rule.class);
    private final Map<Rule, Integer> violations = new EnumMap<>(Rule.class);
    private final Map<Rule, List<String>> texts = new EnumMap<>(Rule.class);
    private final List<String> notes = new ArrayList<>();

    /** {@code subject} is what is judged, for the table. */
    public Report(String subject) {
        this.subject = subject;
    }

    /** Counts one check of {@code rule}, and a violation with {@code text} unless it {@code holds}. */
    public synchronized boolean require(Rule rule, boolean holds, Supplier<String> text) {
        checks.merge(rule, 1, Integer::sum);
        if (!holds) {
            violations.merge(rule, 1, Integer::sum);
            List<String> known = texts.computeIfAbsent(rule, any -> new ArrayList<>());
            if (known.size() < TEXTS_PER_RULE) {
                known.add(text.get());
            }
        }
        return holds;
    }

    public void violated(Rule rule, String text) {
        require(rule, false, () -> text);
    }

    /** Something worth reading that breaks no rule, such as a measured latency. */
    public synchronized void note(String text) {
        notes.add(text);
    }

    public synchronized int checks(Rule rule) {
        return checks.getOrDefault(rule, 0);
    }

    public synchronized Set<Rule> violated() {
        return Set.copyOf(violations.keySet());
    }

    public synchronized List<String> texts(Rule rule) {
        return List.copyOf(texts.getOrDefault(rule, List.of()));
    }

    /** Adds all that {@code other} found. */
    public synchronized void merge(Report other) {
        other.checks.forEach((rule, count) -> checks.merge(rule, count, Integer::sum));
        other.violations.forEach((rule, count) -> violations.merge(rule, count, Integer::sum));
        other.texts.forEach((rule, more) ->
                texts.computeIfAbsent(rule, any -> new ArrayList<>()).addAll(more));
        notes.addAll(other.notes);
    }

    /** Fails with the table of violations if there is one. */
    public synchronized void assertHolds() {
        if (!violations.isEmpty()) {
            List<String> faults =
                    violations.keySet().stream().map(this::violation).toList();
            throw new AssertionError(subject + " breaks rules:\n" + String.join("\n", faults));
        }
    }

    private String violation(Rule rule) {
        return "%s %s: %d of %d%n    %s"
                .formatted(
                        rule.number(),
                        rule.text(),
                        violations.get(rule),
                        checks.get(rule),
                        String.join("\n    ", texts.get(rule)));
    }

    /** A few lines: what was asked how often, what failed, what was not asked. */
    public synchronized String table() {
        String asked = checks.entrySet().stream()
                .map(entry -> entry.getKey().name().substring(4) + "×" + entry.getValue())
                .collect(Collectors.joining(" "));
        StringBuilder text = new StringBuilder("== ")
                .append(subject)
                .append(": ")
                .append(violations.isEmpty() ? "holds" : "BREAKS " + numbers(violations.keySet()))
                .append("\n   asked ")
                .append(asked);
        violations.keySet().forEach(rule -> text.append("\n   ").append(violation(rule)));
        notes.forEach(note -> text.append("\n   note ").append(note));
        return text.toString();
    }

    private static String numbers(Set<Rule> rules) {
        return rules.stream().map(Rule::number).collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return table();
    }
}
