package dev.sluice.conformance;

import dev.sluice.bytes.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads fragmented MP4 as players do: init segments and fragments. Faults of structure are violations of
 * HLS-50, 54.
 */
final class Mp4Inspector {
    private static final Set<String> TOP =
            Set.of("ftyp", "styp", "moov", "moof", "mdat", "emsg", "sidx", "prft", "free", "skip", "uuid");
    private static final long NON_SYNC = 0x0001_0000;

    /** A box; {@code start} and {@code end} in the file, {@code body} without its header. */
    record Box(String type, int start, int end, Slice body) {}

    /**
     * A track of an init segment.
     *
     * @param entry the four characters of its sample entry
     */
    record Track(
            int id, String handler, long timescale, String entry, int width, int height, int channels, boolean trex) {}

    record Sample(long duration, long size, boolean sync, long offset) {}

    /** One track fragment; {@code time} in the track's timescale. */
    record Fragment(long sequence, int track, int timeVersion, long time, List<Sample> samples) {
        long duration() {
            return samples.stream().mapToLong(Sample::duration).sum();
        }
    }

    private record Defaults(long duration, long size, long flags) {}

    private final Report report;
    private final Map<Integer, Track> tracks = new TreeMap<>();
    private final Map<Integer, Defaults> defaults = new TreeMap<>();

    Mp4Inspector(Report report) {
        this.report = report;
    }

    Map<Integer, Track> tracks() {
        return Map.copyOf(tracks);
    }

    /** Reads an init segment; what was known of another one is forgotten. */
    void init(String name, Slice bytes) {
        tracks.clear();
        defaults.clear();
        try {
            List<Box> top = boxes(bytes, 0, name, Rule.HLS_50);
            report.require(
                    Rule.HLS_50,
                    !top.isEmpty() && top.get(0).type().equals("ftyp"),
                    () -> name + " does not begin with ftyp");
            Optional<Box> moov = find(top, "moov");
            report.require(Rule.HLS_50, moov.isPresent(), () -> name + " has no moov");
            moov.ifPresent(box -> movie(name, box));
        } catch (IndexOutOfBoundsException e) {
            report.violated(Rule.HLS_50, name + " ends inside a box: " + e.getMessage());
        }
        report.require(Rule.HLS_50, !tracks.isEmpty(), () -> name + " has no track");
    }

    private void movie(String name, Box moov) {
        List<Box> boxes = boxes(moov.body(), 0, name, Rule.HLS_50);
        find(boxes, "mvex")
                .ifPresent(mvex -> boxes(mvex.body(), 0, name, Rule.HLS_50).stream()
                        .filter(box -> box.type().equals("trex"))
                        .forEach(box -> defaults.put(
                                (int) box.body().u32(4),
                                new Defaults(
                                        box.body().u32(12),
                                        box.body().u32(16),
                                        box.body().u32(20)))));
        for (Box trak : boxes) {
            if (trak.type().equals("trak")) {
                Track track = track(name, trak);
                tracks.put(track.id(), track);
                report.require(Rule.HLS_50, track.trex(), () -> name + " has no trex for track " + track.id());
            }
        }
    }

    private Track track(String name, Box trak) {
        Slice header = path(name, trak, "tkhd").body();
        boolean wide = header.at(0) == 1;
        int id = (int) header.u32(wide ? 20 : 12);
        Slice media = path(name, trak, "mdia", "mdhd").body();
        long timescale = media.u32(media.at(0) == 1 ? 20 : 12);
        Slice handler = path(name, trak, "mdia", "hdlr").body();
        String kind = text(handler, 8);
        Slice description = path(name, trak, "mdia", "minf", "stbl", "stsd").body();
        Box entry = boxes(description, 8, name, Rule.HLS_50).get(0);
        boolean video = kind.equals("vide");
        return new Track(
                id,
                kind,
                timescale,
                entry.type(),
                video ? entry.body().u16(24) : 0,
                video ? entry.body().u16(26) : 0,
                video ? 0 : entry.body().u16(16),
                defaults.containsKey(id));
    }

    private Box path(String name, Box from, String... types) {
        Box box = from;
        for (String type : types) {
            box = find(boxes(box.body(), 0, name, Rule.HLS_50), type)
                    .orElseThrow(() -> new IndexOutOfBoundsException("no " + type));
        }
        return box;
    }

    /** The track fragments of a segment or part, in their order. */
    List<Fragment> media(String name, Slice bytes) {
        List<Fragment> fragments = new ArrayList<>();
        try {
            List<Box> top = boxes(bytes, 0, name, Rule.HLS_54);
            for (Box box : top) {
                report.require(Rule.HLS_54, TOP.contains(box.type()), () -> name + " has a box " + box.type());
                if (box.type().equals("moof")) {
                    moof(name, box, top, fragments);
                }
            }
        } catch (IndexOutOfBoundsException e) {
            report.violated(Rule.HLS_54, name + " ends inside a box: " + e.getMessage());
        }
        report.require(Rule.HLS_54, !fragments.isEmpty(), () -> name + " has no fragment");
        return fragments;
    }

    private void moof(String name, Box moof, List<Box> top, List<Fragment> fragments) {
        List<Box> boxes = boxes(moof.body(), 0, name, Rule.HLS_54);
        long sequence = find(boxes, "mfhd").map(header -> header.body().u32(4)).orElse(-1L);
        for (Box traf : boxes) {
            if (traf.type().equals("traf")) {
                Fragment fragment = fragment(name, sequence, moof, traf);
                fragments.add(fragment);
                boolean inside = fragment.samples().stream()
                        .allMatch(sample -> top.stream()
                                .anyMatch(box -> box.type().equals("mdat")
                                        && sample.offset() >= box.start() + 8
                                        && sample.offset() + sample.size() <= box.end()));
                report.require(
                        Rule.HLS_54,
                        inside && !fragment.samples().isEmpty(),
                        () -> name + ": samples of fragment " + sequence + " are not inside mdat");
            }
        }
    }

    private Fragment fragment(String name, long sequence, Box moof, Box traf) {
        List<Box> boxes = boxes(traf.body(), 0, name, Rule.HLS_54);
        Slice header =
                find(boxes, "tfhd").orElseThrow(IndexOutOfBoundsException::new).body();
        long flags = header.u24(1);
        int id = (int) header.u32(4);
        Defaults initial = defaults.getOrDefault(id, new Defaults(0, 0, 0));
        int at = 8 + ((flags & 1) != 0 ? 8 : 0) + ((flags & 2) != 0 ? 4 : 0);
        long duration = initial.duration();
        long size = initial.size();
        long sampleFlags = initial.flags();
        if ((flags & 8) != 0) {
            duration = header.u32(at);
            at += 4;
        }
        if ((flags & 0x10) != 0) {
            size = header.u32(at);
            at += 4;
        }
        if ((flags & 0x20) != 0) {
            sampleFlags = header.u32(at);
        }
        Optional<Slice> time = find(boxes, "tfdt").map(Box::body);
        List<Sample> samples = new ArrayList<>();
        Defaults own = new Defaults(duration, size, sampleFlags);
        boxes.stream()
                .filter(box -> box.type().equals("trun"))
                .forEach(box -> run(box.body(), moof.start(), own, samples));
        return new Fragment(
                sequence,
                id,
                time.map(body -> body.at(0)).orElse(-1),
                time.map(body -> body.at(0) == 1 ? body.u32(4) << 32 | body.u32(8) : body.u32(4))
                        .orElse(-1L),
                List.copyOf(samples));
    }

    private static void run(Slice body, long base, Defaults defaults, List<Sample> samples) {
        long flags = body.u24(1);
        long count = body.u32(4);
        int at = 8;
        long offset = base;
        if ((flags & 1) != 0) {
            offset += (int) body.u32(at);
            at += 4;
        }
        Optional<Long> first = Optional.empty();
        if ((flags & 4) != 0) {
            first = Optional.of(body.u32(at));
            at += 4;
        }
        for (long i = 0; i < count; i++) {
            long duration = defaults.duration();
            long size = defaults.size();
            long sampleFlags = i == 0 && first.isPresent() ? first.get() : defaults.flags();
            if ((flags & 0x100) != 0) {
                duration = body.u32(at);
                at += 4;
            }
            if ((flags & 0x200) != 0) {
                size = body.u32(at);
                at += 4;
            }
            if ((flags & 0x400) != 0) {
                sampleFlags = body.u32(at);
                at += 4;
            }
            at += (flags & 0x800) != 0 ? 4 : 0;
            samples.add(new Sample(duration, size, (sampleFlags & NON_SYNC) == 0, offset));
            offset += size;
        }
    }

    private List<Box> boxes(Slice bytes, int from, String name, Rule rule) {
        List<Box> boxes = new ArrayList<>();
        int at = from;
        while (at + 8 <= bytes.length()) {
            long size = bytes.u32(at);
            String type = text(bytes, at + 4);
            int start = at;
            boolean fits = size >= 8 && size <= bytes.length() - at;
            if (!report.require(rule, fits, () -> "%s: box %s at %d of %d bytes".formatted(name, type, start, size))) {
                return boxes;
            }
            at += (int) size;
            boxes.add(new Box(type, start, at, bytes.slice(start + 8, at)));
        }
        int end = at;
        report.require(rule, at == bytes.length(), () -> "%s: odd bytes behind %d".formatted(name, end));
        return boxes;
    }

    private static Optional<Box> find(List<Box> boxes, String type) {
        return boxes.stream().filter(box -> box.type().equals(type)).findFirst();
    }

    private static String text(Slice bytes, int at) {
        return new String(bytes.slice(at, at + 4).toArray(), StandardCharsets.ISO_8859_1);
    }
}
