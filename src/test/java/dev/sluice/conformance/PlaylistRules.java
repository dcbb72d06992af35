package dev.sluice.conformance;

import dev.sluice.conformance.MediaPlaylist.Segment;
import java.time.Duration;
import java.util.List;

/** What every segment of one media playlist has to satisfy, and every two neighbours: HLS-10, 11, 14, 26, 27, 29. */
final class PlaylistRules {
    private static final double DATE_TOLERANCE_SECONDS = 0.05;

    private PlaylistRules() {}

    static void check(MediaPlaylist list, Report report) {
        List<Segment> segments = list.segments();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            one(list, segment, report);
            if (i > 0) {
                neighbours(segments.get(i - 1), segment, report);
            }
        }
    }

    private static void one(MediaPlaylist list, Segment segment, Report report) {
        double seconds = segment.seconds();
        report.require(
                Rule.HLS_10,
                Math.round(seconds) <= list.targetSeconds(),
                () -> "%s takes %.3f s of %d".formatted(segment.uri(), seconds, list.targetSeconds()));
        report.require(
                Rule.HLS_11,
                seconds <= list.targetSeconds() + 0.5,
                () -> "%s takes %.3f s of %d".formatted(segment.uri(), seconds, list.targetSeconds()));
        report.require(Rule.HLS_14, seconds > 0, () -> segment.uri() + " takes no time");
        report.require(
                Rule.HLS_26,
                segment.date().isPresent() && segment.dateWellFormed(),
                () -> segment.uri() + " has no date with milliseconds and zone");
    }

    private static void neighbours(Segment before, Segment after, Report report) {
        if (before.date().isEmpty() || after.date().isEmpty()) {
            return;
        }
        double step = Duration.between(before.date().get(), after.date().get()).toNanos() / 1e9;
        report.require(
                Rule.HLS_29,
                step > 0,
                () -> "date of %s is %.3f s after that of %s".formatted(after.uri(), step, before.uri()));
        if (!after.discontinuity()) {
            report.require(
                    Rule.HLS_27,
                    Math.abs(step - before.seconds()) <= DATE_TOLERANCE_SECONDS,
                    () -> "%s takes %.3f s, the next date is %.3f s later"
                            .formatted(before.uri(), before.seconds(), step));
        }
    }
}
