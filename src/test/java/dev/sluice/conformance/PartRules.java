package dev.sluice.conformance;

import dev.sluice.conformance.MediaPlaylist.Part;
import dev.sluice.conformance.MediaPlaylist.Segment;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Partial segments as they are listed: HLS-60, 61, 62, 69, 70. */
final class PartRules {
    private static final double ROUNDING_SECONDS = 0.0005;

    private PartRules() {}

    static void check(Recording recording, Situation situation, Report report) {
        Set<String> asked = new HashSet<>();
        for (Version version : recording.versions()) {
            MediaPlaylist list = version.playlist();
            list.partTarget().ifPresent(target -> {
                holdBack(list, target, report);
                list.segments().forEach(segment -> {
                    if (!segment.parts().isEmpty() && asked.add(segment.uri())) {
                        durations(segment.parts(), target, situation, report);
                        whole(recording, segment, report);
                    }
                });
                durations(list.openParts(), target, situation, report);
                age(list, report);
            });
            if (list.ended()) {
                report.require(
                        Rule.HLS_70,
                        list.hints().isEmpty() && list.openParts().isEmpty(),
                        () -> "hint or parts behind the end");
            }
        }
    }

    private static void holdBack(MediaPlaylist list, double target, Report report) {
        Optional<Double> holdBack = list.control().number("PART-HOLD-BACK");
        report.require(
                Rule.HLS_62,
                holdBack.isPresent() && holdBack.get() >= 3 * target - 1e-9,
                () -> "PART-HOLD-BACK %s, PART-TARGET %s".formatted(holdBack, target));
    }

    /**
     * The last may be short: that of a segment, and of an open one nobody knows yet which is its last. Where frames
     * are of many lengths no number of them fills the target, which was named before they came: then only the upper
     * bound is asked, which is what players depend on.
     */
    private static void durations(List<Part> parts, double target, Situation situation, Report report) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            boolean mayBeShort = situation.irregularRate()
                    || part.gap()
                    || i == parts.size() - 1
                    || parts.get(i + 1).gap();
            report.require(
                    Rule.HLS_60,
                    part.seconds() <= target + ROUNDING_SECONDS
                            && (mayBeShort || part.seconds() >= 0.85 * target - ROUNDING_SECONDS),
                    () -> "%s takes %.4f s, target %.3f".formatted(part.uri(), part.seconds(), target));
        }
    }

    private static void whole(Recording recording, Segment segment, Report report) {
        double sum = segment.parts().stream().mapToDouble(Part::seconds).sum();
        report.require(
                Rule.HLS_61,
                Math.abs(sum - segment.seconds()) <= 0.001 + 1e-9,
                () -> "parts of %s take %.4f s, it %.4f".formatted(segment.uri(), sum, segment.seconds()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Part part : segment.parts()) {
            Optional<Download> file = recording.file(part.uri());
            if (file.isEmpty()) {
                return;
            }
            bytes.writeBytes(file.get().body());
        }
        recording
                .file(segment.uri())
                .ifPresent(file -> report.require(
                        Rule.HLS_61,
                        Arrays.equals(file.body(), bytes.toByteArray()),
                        () -> "%s has %d bytes, its parts together %d or others"
                                .formatted(segment.uri(), file.body().length, bytes.size())));
    }

    /** Parts belong to the last three target durations, and a segment more. */
    private static void age(MediaPlaylist list, Report report) {
        double after = list.openParts().stream().mapToDouble(Part::seconds).sum();
        double limit = 4.0 * list.targetSeconds();
        for (int i = list.segments().size() - 1; i >= 0; i--) {
            Segment segment = list.segments().get(i);
            double behind = after;
            report.require(
                    Rule.HLS_69,
                    segment.parts().isEmpty() || behind <= limit,
                    () -> "parts of %s are %.1f s old".formatted(segment.uri(), behind));
            after += segment.seconds();
        }
    }
}
