package dev.sluice.conformance;

import dev.sluice.conformance.MediaPlaylist.Segment;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the versions of one media playlist have to satisfy in their order: HLS-15 to HLS-23, HLS-28. */
final class HistoryRules {
    /** How late a poller sees a version: its interval and a busy machine. */
    private static final double POLL_SECONDS = 0.5;

    private final Report report;
    private final Situation situation;
    private final Map<Long, Segment> known = new HashMap<>();
    private final Map<String, Long> sequenceOfUri = new HashMap<>();
    private final Set<Long> reported = new HashSet<>();

    private HistoryRules(Report report, Situation situation) {
        this.report = report;
        this.situation = situation;
    }

    static void check(List<Version> versions, Situation situation, Report report) {
        HistoryRules rules = new HistoryRules(report, situation);
        Version newest = null;
        Version before = null;
        for (Version version : versions) {
            rules.identity(version.playlist());
            rules.type(version.playlist());
            if (before != null) {
                rules.step(before, version);
            }
            if (newest == null
                    || version.playlist().nextSequence() > newest.playlist().nextSequence()) {
                if (newest != null) {
                    rules.pace(newest, version);
                }
                rules.clock(version);
                newest = version;
            }
            before = version;
        }
    }

    private void identity(MediaPlaylist list) {
        for (Segment segment : list.segments()) {
            Segment before = known.putIfAbsent(segment.sequence(), segment);
            boolean same = before == null
                    || (before.text().equals(segment.text())
                            && before.map().equals(segment.map())
                            && before.uri().equals(segment.uri()));
            if (same || reported.add(segment.sequence())) {
                report.require(
                        Rule.HLS_17,
                        same,
                        () -> "%d was%n%s%nand is%n%s".formatted(segment.sequence(), before.text(), segment.text()));
            }
            Long sequence = sequenceOfUri.putIfAbsent(segment.uri(), segment.sequence());
            report.require(
                    Rule.HLS_24,
                    sequence == null || sequence == segment.sequence() || (before != null && !same),
                    () -> segment.uri() + " is listed as " + sequence + " and as " + segment.sequence());
        }
    }

    private void type(MediaPlaylist list) {
        boolean sound = list.type().isEmpty()
                || list.type().get().equals("EVENT")
                || (list.type().get().equals("VOD") && list.ended());
        report.require(Rule.HLS_22, sound, () -> "PLAYLIST-TYPE " + list.type().orElse(""));
    }

    private void step(Version earlier, Version later) {
        MediaPlaylist before = earlier.playlist();
        MediaPlaylist now = later.playlist();
        if (before.ended()) {
            boolean another = now.mediaSequence() >= before.nextSequence();
            boolean same = now.ended() && now.segments().equals(before.segments());
            report.require(Rule.HLS_23, another || same, () -> "the list changed behind ENDLIST");
            if (another) {
                report.require(
                        Rule.HLS_16,
                        now.discontinuitySequence() > before.discontinuitySequence(),
                        () -> "the discontinuity sequence of a new list does not rise");
                return;
            }
        }
        report.require(
                Rule.HLS_15,
                now.targetSeconds() == before.targetSeconds(),
                () -> "target duration %d becomes %d".formatted(before.targetSeconds(), now.targetSeconds()));
        long removed = now.mediaSequence() - before.mediaSequence();
        report.require(Rule.HLS_16, removed >= 0, () -> "media sequence falls by " + -removed);
        // Who was away for longer than the window missed versions: then nothing can be said about what was removed.
        if (removed < 0 || removed > before.segments().size()) {
            return;
        }
        removal(before, now, (int) removed);
    }

    private void removal(MediaPlaylist before, MediaPlaylist now, int removed) {
        report.require(
                Rule.HLS_18,
                now.nextSequence() >= before.nextSequence(),
                () -> "the last segment was %d, now %d".formatted(before.nextSequence() - 1, now.nextSequence() - 1));
        if (before.type().filter("EVENT"::equals).isPresent()) {
            report.require(Rule.HLS_22, removed == 0, () -> "an EVENT list lost " + removed + " segments");
        }
        long gone = before.segments().stream()
                .limit(removed)
                .filter(Segment::discontinuity)
                .count();
        report.require(
                Rule.HLS_21,
                now.discontinuitySequence() == before.discontinuitySequence() + gone,
                () -> "discontinuity sequence %d becomes %d, %d were removed"
                        .formatted(before.discontinuitySequence(), now.discontinuitySequence(), gone));
        if (removed > 0) {
            report.require(
                    Rule.HLS_19,
                    now.seconds() >= 3.0 * now.targetSeconds(),
                    () -> "%.3f s remain, target duration %d".formatted(now.seconds(), now.targetSeconds()));
        }
    }

    private void pace(Version earlier, Version later) {
        if (situation.publisherAway()) {
            return;
        }
        double seconds = later.secondsSince(earlier);
        double limit = 1.5 * later.playlist().targetSeconds() + POLL_SECONDS;
        report.require(
                Rule.HLS_20,
                seconds <= limit || later.playlist().ended(),
                () -> "%.2f s until %d".formatted(seconds, later.playlist().nextSequence() - 1));
    }

    private void clock(Version version) {
        MediaPlaylist list = version.playlist();
        Optional<java.time.Instant> end = list.end();
        if (end.isEmpty() || version.serverDate().isEmpty() || list.ended() || situation.publisherAway()) {
            return;
        }
        double behind = Duration.between(end.get(), version.serverDate().get()).toMillis() / 1e3;
        // Date has whole seconds.
        report.require(
                Rule.HLS_28,
                Math.abs(behind) < 2.0 * list.targetSeconds() + 1,
                () -> "%s ends %.1f s before the server's Date"
                        .formatted(list.last().orElseThrow().uri(), behind));
    }
}
