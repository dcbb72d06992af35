package dev.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All runs: a line as each one ends, a table and JSON at the end. The peer is the one whose name begins with nginx. */
final class Report {
    private record Row(String scenario, String server, String figure) {}

    private final Map<Row, List<Double>> runs = new LinkedHashMap<>();

    void add(String scenario, String server, Figures figures) {
        System.out.println(scenario + " " + server + " " + figures);
        figures.values()
                .forEach(
                        (name, value) -> runs.computeIfAbsent(new Row(scenario, server, name), row -> new ArrayList<>())
                                .add(value));
    }

    /** Medians with their spread, and the ratio to the peer's median. */
    void print() {
        System.out.printf(
                Locale.ROOT,
                "%n%-14s %-24s %-24s %10s %10s %10s %8s%n",
                "scenario",
                "server",
                "figure",
                "min",
                "median",
                "max",
                "ratio");
        runs.forEach((row, values) -> {
            double[] sorted = sorted(values);
            System.out.printf(
                    Locale.ROOT,
                    "%-14s %-24s %-24s %10.3f %10.3f %10.3f %8s%n",
                    row.scenario,
                    row.server,
                    row.figure,
                    sorted[0],
                    median(sorted),
                    sorted[sorted.length - 1],
                    ratio(row, median(sorted)));
        });
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        runs.forEach((row, values) -> lines.add(String.format(
                Locale.ROOT,
                "  {\"scenario\": \"%s\", \"server\": \"%s\", \"figure\": \"%s\", \"runs\": %s}",
                row.scenario,
                row.server,
                row.figure,
                values.stream().map(value -> value.isNaN() ? null : value).toList())));
        Files.writeString(file, "[\n" + String.join(",\n", lines) + "\n]\n");
    }

    private String ratio(Row row, double median) {
        return runs.entrySet().stream()
                .filter(peer -> peer.getKey().server.startsWith("nginx")
                        && !row.server.startsWith("nginx")
                        && peer.getKey().scenario.equals(row.scenario)
                        && peer.getKey().figure.equals(row.figure))
                .findFirst()
                .map(peer -> String.format(Locale.ROOT, "%.2f", median / median(sorted(peer.getValue()))))
                .orElse("");
    }

    private static double[] sorted(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }
}
