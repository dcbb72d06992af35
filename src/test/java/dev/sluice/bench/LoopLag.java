package dev.sluice.bench;

import java.util.TreeMap;

/** The event loops' lag, from the histogram in a scrape. */
final class LoopLag {
    private static final String BUCKET = "sluice_event_loop_lag_seconds_bucket";
    private static final double SHARE = 0.999;

    private LoopLag() {}

    /** The upper bound in milliseconds of the bucket of the 99.9th percentile; not a number without a histogram. */
    static double read(String scrape) {
        TreeMap<Double, Double> buckets = new TreeMap<>();
        scrape.lines().filter(line -> line.startsWith(BUCKET)).forEach(line -> {
            int at = line.indexOf("le=\"") + 4;
            String bound = line.substring(at, line.indexOf('"', at));
            double seconds = bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
            buckets.merge(seconds, Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)), Double::sum);
        });
        return buckets.entrySet().stream()
                .filter(bucket ->
                        bucket.getValue() >= SHARE * buckets.lastEntry().getValue())
                .map(bucket -> bucket.getKey() * 1e3)
                .findFirst()
                .orElse(Double.NaN);
    }
}
