package dev.sluice.conformance;

import dev.sluice.conformance.MediaPlaylist.Segment;
import dev.sluice.conformance.MultivariantPlaylist.Variant;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What the multivariant playlist says against what the media is: HLS-55, 57, 58, 59. */
final class MultivariantRules {
    private static final double RATE_TOLERANCE = 0.05;

    /**
     * What was found in one media playlist.
     *
     * @param entries sample entries; empty for MPEG-TS
     */
    record Found(
            Recording recording, List<Measured> measured, Set<String> entries, Optional<Mp4Inspector.Track> picture) {}

    private final MultivariantPlaylist list;
    private final Map<String, Found> found;
    private final Situation situation;
    private final Report report;

    private MultivariantRules(MultivariantPlaylist list, Map<String, Found> found, Situation situation, Report report) {
        this.list = list;
        this.found = found;
        this.situation = situation;
        this.report = report;
    }

    /** {@code found} by the URI of the media playlist as the multivariant playlist has it. */
    static void check(MultivariantPlaylist list, Map<String, Found> found, Situation situation, Report report) {
        MultivariantRules rules = new MultivariantRules(list, found, situation, report);
        list.variants().forEach(rules::variant);
        List<Found> all =
                list.uris().stream().filter(found::containsKey).map(found::get).toList();
        for (int i = 1; i < all.size(); i++) {
            rules.siblings(all.get(0), all.get(i));
        }
    }

    private void variant(Variant variant) {
        List<Found> together = list.together(variant).stream()
                .filter(found::containsKey)
                .map(found::get)
                .toList();
        if (together.isEmpty() || together.get(0).measured().isEmpty()) {
            return;
        }
        bandwidth(variant, together);
        codecs(variant, together);
        picture(variant, together.get(0));
    }

    private void bandwidth(Variant variant, List<Found> together) {
        // The picture plays with one of the sounds at a time.
        double loudest = together.stream()
                .skip(1)
                .mapToDouble(MultivariantRules::peak)
                .max()
                .orElse(0);
        double peak = peak(together.get(0)) + loudest;
        double listed = variant.attributes().number("BANDWIDTH").orElse(0.0);
        report.require(
                Rule.HLS_57,
                listed >= 0.9 * peak && listed <= 1.25 * peak,
                () -> "BANDWIDTH of %s is %.0f, measured peak %.0f".formatted(variant.uri(), listed, peak));
        report.require(
                Rule.HLS_57,
                variant.attributes().number("AVERAGE-BANDWIDTH").isPresent(),
                () -> "no AVERAGE-BANDWIDTH of " + variant.uri());
    }

    /** The draft's peak segment bit rate, of segments of half a target duration or more. */
    private static double peak(Found found) {
        int target = found.recording()
                .last()
                .map(version -> version.playlist().targetSeconds())
                .orElse(1);
        return found.measured().stream()
                .filter(measured -> measured.segment().seconds() >= 0.5 * target)
                .mapToDouble(
                        measured -> measured.bytes() * 8.0 / measured.segment().seconds())
                .max()
                .orElse(0);
    }

    private void codecs(Variant variant, List<Found> together) {
        report.require(Rule.HLS_58, !variant.codecs().isEmpty(), () -> "no CODECS of " + variant.uri());
        Set<String> entries = new HashSet<>();
        together.forEach(one -> entries.addAll(one.entries()));
        if (!entries.isEmpty()) {
            Set<String> listed = new HashSet<>();
            // The sample entry is Opus, and browsers know the codec as opus only.
            variant.codecs().forEach(codec -> listed.add(codec.equals("opus") ? "Opus" : codec.split("\\.", -1)[0]));
            report.require(
                    Rule.HLS_55,
                    listed.equals(entries),
                    () -> "CODECS of %s are %s, sample entries %s".formatted(variant.uri(), variant.codecs(), entries));
        }
    }

    private void picture(Variant variant, Found media) {
        boolean video = media.measured().get(0).video();
        Optional<String> resolution = variant.attributes().text("RESOLUTION");
        report.require(
                Rule.HLS_58,
                resolution.isPresent() == video,
                () -> "RESOLUTION of %s is %s".formatted(variant.uri(), resolution));
        media.picture()
                .ifPresent(track -> report.require(
                        Rule.HLS_58,
                        resolution.equals(Optional.of(track.width() + "x" + track.height())),
                        () -> "RESOLUTION %s, the media is %dx%d"
                                .formatted(resolution, track.width(), track.height())));
        if (video && !situation.irregularRate()) {
            double frames = media.measured().stream().mapToInt(Measured::frames).sum();
            double seconds = media.measured().stream()
                    .mapToDouble(measured -> measured.segment().seconds())
                    .sum();
            double rate = frames / seconds;
            double listed = variant.attributes().number("FRAME-RATE").orElse(0.0);
            report.require(
                    Rule.HLS_58,
                    Math.abs(listed - rate) <= RATE_TOLERANCE * rate,
                    () -> "FRAME-RATE of %s is %.3f, measured %.3f".formatted(variant.uri(), listed, rate));
        }
    }

    private void siblings(Found first, Found other) {
        Optional<Version> one = first.recording().last();
        Optional<Version> two = other.recording().last();
        if (one.isEmpty() || two.isEmpty()) {
            return;
        }
        report.require(
                Rule.HLS_59,
                one.get().playlist().targetSeconds() == two.get().playlist().targetSeconds(),
                () -> "target durations differ");
        Map<Long, Double> here = zeroes(first);
        Map<Long, Double> there = zeroes(other);
        double frame = Math.max(
                first.measured().stream().mapToDouble(Measured::frame).max().orElse(0),
                other.measured().stream().mapToDouble(Measured::frame).max().orElse(0));
        here.keySet().retainAll(there.keySet());
        report.require(Rule.HLS_59, !here.isEmpty(), () -> "no discontinuity number in common");
        here.forEach((number, zero) -> report.require(
                Rule.HLS_59,
                Math.abs(zero - there.get(number)) <= frame + 0.001,
                () -> "dates of %s and %s differ by %.4f s at discontinuity %d"
                        .formatted(
                                first.recording().name(), other.recording().name(), zero - there.get(number), number)));
    }

    /** For each discontinuity number the date, in seconds, of the zero of the media's time line. */
    private static Map<Long, Double> zeroes(Found found) {
        Map<Long, Long> numbers = new TreeMap<>();
        for (Version version : found.recording().versions()) {
            long number = version.playlist().discontinuitySequence();
            for (Segment segment : version.playlist().segments()) {
                number += segment.discontinuity() ? 1 : 0;
                numbers.putIfAbsent(segment.sequence(), number);
            }
        }
        Map<Long, Double> zeroes = new TreeMap<>();
        for (Measured measured : found.measured()) {
            Optional<Instant> date = measured.segment().date();
            date.ifPresent(at -> zeroes.putIfAbsent(
                    numbers.get(measured.segment().sequence()), at.toEpochMilli() / 1e3 - measured.start()));
        }
        return zeroes;
    }
}
