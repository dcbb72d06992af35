package dev.sluice.container.cmaf;

import dev.sluice.bytes.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An initialization segment, fragments, or both, as a player finds them. What a player could stumble over is an
 * {@link AssertionError}: sizes that do not sum, sample data outside of the mdat box, or bytes there that are no
 * sample's, boxes out of order, versions that cannot tell the times.
 *
 * @param boxes those at the top
 * @param init what the moov box tells, if there is one
 */
public record CmafFile(List<Mp4Box> boxes, Optional<Init> init, List<Fragment> fragments) {
    private static final int BASE_IS_MOOF = 0x20000;

    /**
     * The track that the moov box describes.
     *
     * @param width of the shown picture; 0 for sound
     * @param entry the sample entry
     */
    public record Init(long trackId, long timescale, String handler, int width, int height, Mp4Box entry) {
        /** The contents of a box in the sample entry. */
        public Slice configuration(String type) {
            return entry.child(type).body();
        }
    }

    /** One moof box with its samples. */
    public record Fragment(long sequence, boolean styp, long baseDecodeTime, List<Sample> samples) {
        /** Where the fragment after this one begins. */
        public long endTicks() {
            Sample last = samples.get(samples.size() - 1);
            return last.dts() + last.duration();
        }
    }

    /**
     * A sample.
     *
     * @param dts in ticks
     * @param offset from decoding to presentation
     */
    public record Sample(long dts, long duration, int flags, int offset, Slice data) {
        public boolean isSync() {
            return (flags & 0x10000) == 0;
        }

        public long pts() {
            return dts + offset;
        }
    }

    /** Reads pieces that belong behind one another, such as an initialization segment and its fragments. */
    public static CmafFile parse(Slice... pieces) {
        List<Mp4Box> boxes = new ArrayList<>();
        List<Fragment> fragments = new ArrayList<>();
        Optional<Init> init = Optional.empty();
        for (Slice piece : pieces) {
            List<Mp4Box> here = Mp4Box.parse(piece);
            for (int i = 0; i < here.size(); i++) {
                Mp4Box box = here.get(i);
                switch (box.type()) {
                    case "ftyp" -> require(i == 0 && next(here, i).equals("moov"), "ftyp without moov");
                    case "styp" -> require(next(here, i).equals("moof"), "styp without moof");
                    case "moov" -> {
                        require(i > 0 && init.isEmpty(), "a moov box out of place");
                        init = Optional.of(init(box));
                    }
                    case "moof" -> {
                        require(next(here, i).equals("mdat"), "moof without mdat");
                        boolean styp = i > 0 && here.get(i - 1).type().equals("styp");
                        fragments.add(fragment(box, here.get(i + 1), piece, styp));
                    }
                    case "mdat" -> require(i > 0 && here.get(i - 1).type().equals("moof"), "mdat without moof");
                    default -> throw new AssertionError("box " + box.type() + " at the top");
                }
            }
            boxes.addAll(here);
        }
        return new CmafFile(List.copyOf(boxes), init, List.copyOf(fragments));
    }

    private static String next(List<Mp4Box> boxes, int at) {
        return at + 1 < boxes.size() ? boxes.get(at + 1).type() : "end";
    }

    private static Init init(Mp4Box moov) {
        Mp4Box trak = moov.child("trak");
        Slice header = trak.child("tkhd").body();
        Slice media = trak.path("mdia", "mdhd").body();
        Mp4Box table = trak.path("mdia", "minf", "stbl");
        Mp4Box descriptions = table.child("stsd");
        require(descriptions.body().u32(4) == 1 && descriptions.children().size() == 1, "not one sample entry");
        for (String empty : List.of("stts", "stsc", "stco")) {
            require(table.child(empty).body().u32(4) == 0, "entries in " + empty);
        }
        long trackId = header.u32(12);
        require(moov.path("mvex", "trex").body().u32(4) == trackId, "trex of another track");
        String handler = trak.path("mdia", "hdlr").body().slice(8, 12).toUtf8();
        return new Init(
                trackId,
                media.u32(12),
                handler,
                header.u16(76),
                header.u16(80),
                descriptions.children().get(0));
    }

    private static Fragment fragment(Mp4Box moof, Mp4Box mdat, Slice piece, boolean styp) {
        long sequence = moof.child("mfhd").body().u32(4);
        Mp4Box traf = moof.child("traf");
        Mp4Box tfhd = traf.child("tfhd");
        Mp4Box tfdt = traf.child("tfdt");
        require((tfhd.flags() & BASE_IS_MOOF) != 0 && (tfhd.flags() & 3) == 0, "tfhd flags " + tfhd.flags());
        require(tfdt.version() == 1 && tfdt.body().length() == 12, "tfdt of version " + tfdt.version());
        long base = tfdt.body().u32(4) << 32 | tfdt.body().u32(8);
        List<Sample> samples = new SampleTable(tfhd, traf.child("trun")).read(base, moof, mdat, piece);
        return new Fragment(sequence, styp, base, samples);
    }

    /** Fails unless every fragment begins where the one before it ends, and is numbered higher. */
    public CmafFile requireContiguous() {
        for (int i = 1; i < fragments.size(); i++) {
            Fragment before = fragments.get(i - 1);
            Fragment fragment = fragments.get(i);
            require(
                    fragment.baseDecodeTime() == before.endTicks(),
                    "fragment at " + fragment.baseDecodeTime() + " behind one until " + before.endTicks());
            require(fragment.sequence() > before.sequence(), "sequence " + fragment.sequence() + " again");
        }
        return this;
    }

    /** All samples in their order. */
    public List<Sample> samples() {
        return fragments.stream()
                .flatMap(fragment -> fragment.samples().stream())
                .toList();
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
