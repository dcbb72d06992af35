package dev.sluice.conformance;

import dev.sluice.conformance.MediaPlaylist.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * HLS-25: a segment that was removed is served for its own duration and that of the longest list it was in. Asked as
 * late as the rule allows.
 */
final class AvailabilityRules {
    private static final double MARGIN_SECONDS = 1;

    private record Probe(String uri, long atNanos) {}

    private final Report report;
    private final Map<String, Double> longestList = new HashMap<>();
    private final List<Probe> probes = new ArrayList<>();

    AvailabilityRules(Report report) {
        this.report = report;
    }

    /** Notes what {@code now} removed of {@code before}. */
    void step(Version before, Version now) {
        MediaPlaylist list = before.playlist();
        list.segments().forEach(segment -> longestList.merge(segment.uri(), list.seconds(), Math::max));
        for (Segment segment : list.segments()) {
            if (segment.sequence() < now.playlist().mediaSequence() && !segment.gap()) {
                double seconds =
                        Math.max(0, segment.seconds() + longestList.getOrDefault(segment.uri(), 0.0) - MARGIN_SECONDS);
                probes.add(new Probe(segment.uri(), now.receivedNanos() + (long) (seconds * 1e9)));
            }
        }
    }

    /** Addresses to ask now. */
    List<String> due(long nanos) {
        List<String> due = probes.stream()
                .filter(probe -> probe.atNanos() <= nanos)
                .map(Probe::uri)
                .toList();
        probes.removeIf(probe -> probe.atNanos() <= nanos);
        return due;
    }

    void answered(Download answer) {
        report.require(
                Rule.HLS_25,
                answer.status() == 200,
                () -> "%s was removed and answers %d before its time".formatted(answer.url(), answer.status()));
    }
}
