package dev.sluice.conformance;

import dev.sluice.conformance.MediaPlaylist.Segment;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What has to be seen in a recording across an event: HLS-71 to HLS-74. */
final class ContinuityRules {
    private ContinuityRules() {}

    /** Numbers go on over the event, it is marked, and no address is used twice. */
    static void goesOn(Rule rule, Recording recording, Report report) {
        List<Segment> segments = recording.segments();
        List<Version> versions = recording.versions();
        boolean rising = true;
        for (int i = 1; i < versions.size(); i++) {
            MediaPlaylist before = versions.get(i - 1).playlist();
            MediaPlaylist now = versions.get(i).playlist();
            rising &= now.mediaSequence() >= before.mediaSequence()
                    && now.discontinuitySequence() >= before.discontinuitySequence();
        }
        report.require(rule, rising, () -> recording.name() + ": a sequence number fell");
        report.require(
                rule,
                segments.stream().skip(1).anyMatch(Segment::discontinuity),
                () -> recording.name() + ": no DISCONTINUITY was listed");
        Set<String> uris = new HashSet<>();
        report.require(
                rule, segments.stream().map(Segment::uri).allMatch(uris::add), () -> recording.name() + ": URI twice");
        boolean ended = versions.stream().anyMatch(version -> version.playlist().ended());
        report.require(rule, !ended, () -> recording.name() + ": ended meanwhile");
    }

    /** The picture changed: a discontinuity, and with init segments another one. */
    static void changes(Recording recording, Report report) {
        List<Segment> segments = recording.segments();
        boolean marked = false;
        for (int i = 1; i < segments.size(); i++) {
            Segment before = segments.get(i - 1);
            Segment after = segments.get(i);
            marked |= after.discontinuity()
                    && (after.isTransportStream() || !after.map().equals(before.map()));
        }
        boolean found = marked;
        report.require(Rule.HLS_73, found, () -> recording.name() + ": no DISCONTINUITY with a new init segment");
    }

    /** Over a wrap of time stamps nothing is marked, and the rules of time held. */
    static void wraps(Recording recording, List<Measured> measured, Report report) {
        List<Segment> segments = recording.segments();
        report.require(
                Rule.HLS_74,
                segments.stream().skip(1).noneMatch(Segment::discontinuity),
                () -> recording.name() + ": DISCONTINUITY at the wrap");
        Report own = new Report("wrap");
        TimelineRules.check(measured, own);
        report.require(Rule.HLS_74, own.violated().isEmpty(), own::table);
        report.require(
                Rule.HLS_74,
                measured.size() >= 3,
                () -> recording.name() + ": only " + measured.size() + " segments were measured");
    }
}
