package dev.sluice.conformance;

import dev.sluice.bytes.Slice;
import dev.sluice.conformance.MediaPlaylist.Part;
import dev.sluice.conformance.MediaPlaylist.Segment;
import dev.sluice.conformance.Mp4Inspector.Fragment;
import dev.sluice.conformance.Mp4Inspector.Track;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Segments of fragmented MP4 in their order: HLS-50 to HLS-54. */
final class Mp4Rules {
    private final Situation situation;
    private final Report report;
    private final Mp4Inspector inspector;
    private final Map<Integer, Long> nextTime = new HashMap<>();
    private String init = "";
    private long sequence = -1;

    Mp4Rules(Situation situation, Report report) {
        this.situation = situation;
        this.report = report;
        inspector = new Mp4Inspector(report);
    }

    /** The tracks of the init segment in effect. */
    List<Track> tracks() {
        return List.copyOf(inspector.tracks().values());
    }

    /** Reads the init segment of what follows, if it is another one. */
    void init(String uri, Optional<Download> file) {
        if (!init.equals(uri)) {
            init = uri;
            sequence = -1;
            file.ifPresent(download -> inspector.init(uri, Slice.wrap(download.body())));
            report.require(Rule.HLS_50, file.isPresent(), () -> "no init segment " + uri);
        }
    }

    /** A part that is said to be independent begins with a sync sample. */
    void part(Part part, Slice bytes) {
        List<Fragment> fragments = inspector.media(part.uri(), bytes);
        if (part.independent()) {
            report.require(
                    Rule.HLS_52,
                    fragments.stream().anyMatch(fragment -> leads(fragment) && first(fragment)),
                    () -> part.uri() + " is called independent and is not");
        }
    }

    List<Measured> add(Segment segment, Slice bytes, boolean fresh) {
        if (fresh) {
            // What follows a discontinuity may be another writer's: its time and its numbers are its own.
            nextTime.clear();
            sequence = -1;
        }
        List<Fragment> fragments = inspector.media(segment.uri(), bytes);
        fragments.forEach(fragment -> fragment(segment, fragment));
        List<Fragment> leading = fragments.stream().filter(this::leads).toList();
        if (leading.isEmpty()) {
            return List.of();
        }
        if (!situation.irregularKeys()) {
            report.require(
                    Rule.HLS_52, first(leading.get(0)), () -> segment.uri() + " does not begin with a sync sample");
        }
        return List.of(measure(segment, leading, bytes.length()));
    }

    private void fragment(Segment segment, Fragment fragment) {
        report.require(Rule.HLS_51, fragment.timeVersion() == 1, () -> segment.uri() + ": tfdt is not of version 1");
        Long expected = nextTime.put(fragment.track(), fragment.time() + fragment.duration());
        report.require(
                Rule.HLS_51,
                expected == null || Math.abs(fragment.time() - expected) <= 1,
                () -> "%s: tfdt of track %d is %d, samples before end at %d"
                        .formatted(segment.uri(), fragment.track(), fragment.time(), expected));
        long before = sequence;
        report.require(
                Rule.HLS_53,
                (fragment.sequence() >= 0 && fragment.sequence() > before)
                        || (fragment.sequence() == before && inspector.tracks().size() > 1),
                () -> "%s: mfhd %d behind %d".formatted(segment.uri(), fragment.sequence(), before));
        sequence = fragment.sequence();
        report.require(
                Rule.HLS_50,
                inspector.tracks().containsKey(fragment.track()),
                () -> "%s: track %d is not in the init segment".formatted(segment.uri(), fragment.track()));
    }

    private boolean leads(Fragment fragment) {
        Track track = inspector.tracks().get(fragment.track());
        return track != null && (isVideo(track) || tracks().stream().noneMatch(Mp4Rules::isVideo));
    }

    static boolean isVideo(Track track) {
        return track.handler().equals("vide");
    }

    private static boolean first(Fragment fragment) {
        return !fragment.samples().isEmpty() && fragment.samples().get(0).sync();
    }

    private Measured measure(Segment segment, List<Fragment> leading, int bytes) {
        Track track = inspector.tracks().get(leading.get(0).track());
        double scale = Math.max(1, track.timescale());
        Fragment last = leading.get(leading.size() - 1);
        double frame = leading.stream()
                        .flatMap(fragment -> fragment.samples().stream())
                        .mapToLong(Mp4Inspector.Sample::duration)
                        .max()
                        .orElse(0)
                / scale;
        int frames =
                leading.stream().mapToInt(fragment -> fragment.samples().size()).sum();
        return new Measured(
                segment,
                leading.get(0).time() / scale,
                (last.time() + last.duration()) / scale,
                frame,
                frames,
                isVideo(track),
                bytes);
    }
}
