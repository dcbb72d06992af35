package dev.sluice.conformance;

import java.util.ArrayList;
import java.util.List;

/** Whether playlists tell the truth about the media's time: HLS-12 and HLS-13. */
final class TimelineRules {
    /** EXTINF has milliseconds at least. */
    private static final double ROUNDING_SECONDS = 0.001;

    private TimelineRules() {}

    /** {@code segments} in order; a run ends where a number is missing or a segment is discontinuous. */
    static void check(List<Measured> segments, Report report) {
        List<Measured> run = new ArrayList<>();
        for (Measured segment : segments) {
            if (!run.isEmpty() && !follows(run.get(run.size() - 1), segment)) {
                run(run, report);
                run.clear();
            }
            run.add(segment);
        }
        if (!run.isEmpty()) {
            run(run, report);
        }
    }

    private static boolean follows(Measured before, Measured after) {
        return !after.segment().discontinuity()
                && after.segment().sequence() == before.segment().sequence() + 1;
    }

    private static void run(List<Measured> run, Report report) {
        double sum = 0;
        double frame = 0;
        for (int i = 0; i < run.size(); i++) {
            Measured segment = run.get(i);
            double end = i + 1 < run.size() ? run.get(i + 1).start() : segment.end();
            double measured = end - segment.start();
            double listed = segment.segment().seconds();
            report.require(
                    Rule.HLS_12,
                    Math.abs(listed - measured) <= segment.frame() + ROUNDING_SECONDS,
                    () -> "%s takes %.4f s, its media %.4f"
                            .formatted(segment.segment().uri(), listed, measured));
            sum += listed;
            frame = Math.max(frame, segment.frame());
        }
        Measured first = run.get(0);
        Measured last = run.get(run.size() - 1);
        double whole = last.end() - first.start();
        double total = sum;
        double tolerance = frame + ROUNDING_SECONDS;
        report.require(
                Rule.HLS_13,
                Math.abs(total - whole) <= tolerance,
                () -> "%d segments from %s take %.4f s, their media %.4f"
                        .formatted(run.size(), first.segment().uri(), total, whole));
    }
}
