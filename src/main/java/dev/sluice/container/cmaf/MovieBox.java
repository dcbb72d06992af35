package dev.sluice.container.cmaf;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.ColorInfo;
import java.util.Optional;

/** The moov box of a movie that is all in its fragments (ISO/IEC 14496-12 §8.2 and §8.8.1). */
final class MovieBox {
    /** The one track of every file; audio and video are files of their own. */
    static final int TRACK = 1;

    private static final int TIMESCALE = 1_000;

    private MovieBox() {}

    static Slice of(Codec codec, Optional<ColorInfo> color) {
        return Box.of("moov", header(), TrackBox.of(codec, color), Box.of("mvex", trackDefaults()));
    }

    /** Times of creation stay zero: the same configuration has to give the same bytes. */
    private static Slice header() {
        ByteWriter out = new ByteWriter(96);
        out.u32(0).u32(0).u32(TIMESCALE).u32(0);
        out.u32(0x10000).u16(0x100).fill(0, 10);
        matrix(out);
        return Box.full("mvhd", 0, 0, out.fill(0, 24).u32(TRACK + 1).take());
    }

    /** The transformation that leaves a picture as it is (§6.2.2). */
    static void matrix(ByteWriter out) {
        out.u32(0x10000).fill(0, 12).u32(0x10000).fill(0, 12).u32(0x40000000);
    }

    /** Every fragment says itself what its samples have in common. */
    private static Slice trackDefaults() {
        return Box.full(
                "trex",
                0,
                0,
                new ByteWriter(20).u32(TRACK).u32(1).u32(0).u32(0).u32(0).take());
    }
}
