package dev.sluice.conformance;

import dev.sluice.bytes.Slice;
import dev.sluice.conformance.MediaPlaylist.Part;
import dev.sluice.conformance.MediaPlaylist.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The files of one recording: HLS-24, 34, 36, 37, 38, 56, and in their order what the containers' rules ask. */
final class MediaRules {
    private final Situation situation;
    private final Report report;
    private final Set<String> entries = new TreeSet<>();
    private Optional<Mp4Inspector.Track> picture = Optional.empty();

    MediaRules(Situation situation, Report report) {
        this.situation = situation;
        this.report = report;
    }

    /** Sample entries of fragmented MP4 met on the way. */
    Set<String> entries() {
        return entries;
    }

    /** The newest video track of fragmented MP4. */
    Optional<Mp4Inspector.Track> picture() {
        return picture;
    }

    /** Asks all files, and gives what was measured of the segments that could be read. */
    List<Measured> check(Recording recording) {
        recording.files().values().forEach(this::arrived);
        TsRules ts = new TsRules(situation, report);
        Mp4Rules mp4 = new Mp4Rules(situation, report);
        List<Measured> measured = new ArrayList<>();
        Optional<Segment> before = Optional.empty();
        for (Segment segment : recording.segments()) {
            before.ifPresent(last -> initialisation(last, segment));
            Optional<Download> file = recording.file(segment.uri());
            if (file.isPresent() && !segment.gap()) {
                boolean fresh = segment.discontinuity()
                        || before.isEmpty()
                        || before.get().sequence() + 1 != segment.sequence();
                Slice bytes = Slice.wrap(file.get().body());
                if (segment.isTransportStream()) {
                    looksLikeTransportStream(segment, bytes);
                    measured.addAll(ts.add(segment, bytes, fresh));
                } else {
                    mp4.init(segment.map(), recording.file(segment.map()));
                    note(mp4);
                    for (Part part : segment.parts()) {
                        recording.file(part.uri()).ifPresent(bits -> mp4.part(part, Slice.wrap(bits.body())));
                    }
                    measured.addAll(mp4.add(segment, bytes, fresh));
                }
                before = Optional.of(segment);
            }
        }
        return measured;
    }

    private void looksLikeTransportStream(Segment segment, Slice bytes) {
        boolean mp4 = bytes.length() > 8
                && Set.of("styp", "moof", "ftyp", "emsg", "sidx")
                        .contains(bytes.slice(4, 8).toUtf8());
        report.require(Rule.HLS_50, !mp4, () -> segment.uri() + " is fragmented MP4 without EXT-X-MAP");
    }

    private void note(Mp4Rules mp4) {
        for (Mp4Inspector.Track track : mp4.tracks()) {
            entries.add(track.entry());
            if (Mp4Rules.isVideo(track)) {
                picture = Optional.of(track);
            }
        }
    }

    private void arrived(Download file) {
        report.require(
                Rule.HLS_36,
                file.status() < 300 || file.status() >= 400,
                () -> file.url() + " redirects with " + file.status());
        report.require(
                Rule.HLS_37,
                file.status() == 200,
                () -> "%s answers %d %s"
                        .formatted(
                                file.url(),
                                file.status(),
                                file.header("failure").orElse("")));
        if (file.status() == 200) {
            report.require(
                    Rule.HLS_34,
                    file.header("content-length")
                            .filter(length -> length.equals("" + file.body().length))
                            .isPresent(),
                    () -> file.url() + " Content-Length " + file.header("content-length"));
        }
    }

    /** Another download of the same address, at once or much later. */
    static void again(Download first, Download second, Report report) {
        boolean same = Arrays.equals(first.body(), second.body());
        report.require(
                Rule.HLS_38,
                second.status() == 200 && same,
                () -> "%s: %d bytes, then status %d and %d bytes"
                        .formatted(first.url(), first.body().length, second.status(), second.body().length));
        report.require(Rule.HLS_24, second.status() != 200 || same, () -> first.url() + " has other bytes now");
    }

    private void initialisation(Segment before, Segment after) {
        if (!before.map().equals(after.map())) {
            report.require(
                    Rule.HLS_56,
                    after.discontinuity(),
                    () -> "%s has another init segment and no DISCONTINUITY".formatted(after.uri()));
        }
    }
}
