package dev.sluice.container.cmaf;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.media.ColorInfo;
import java.util.Optional;
import java.util.OptionalInt;

/** A sample entry of pictures (ISO/IEC 14496-12 §12.1.3) and the boxes that all of them may have. */
final class VisualEntry {
    private static final int DOTS_PER_INCH = 0x480000;
    private static final int DEPTH = 0x18;
    private static final int UNSAID = 2;

    private VisualEntry() {}

    /**
     * The entry.
     *
     * @param width coded width, before the shape of a sample is taken into account
     * @param boxes configuration first
     */
    static Slice of(String type, int width, int height, Slice... boxes) {
        ByteWriter out = new ByteWriter(160);
        out.fill(0, 6).u16(1).fill(0, 16);
        out.u16(width).u16(height).u32(DOTS_PER_INCH).u32(DOTS_PER_INCH);
        out.u32(0).u16(1).fill(0, 32).u16(DEPTH).u16(0xFFFF);
        for (Slice box : boxes) {
            out.bytes(box);
        }
        return Box.of(type, out.take());
    }

    /** The shape of a sample; nothing for a square. */
    static Slice aspect(int horizontal, int vertical) {
        return horizontal == vertical
                ? Slice.EMPTY
                : Box.of("pasp", new ByteWriter(8).u32(horizontal).u32(vertical).take());
    }

    /** The colours, as far as they are known; nothing if nobody told any. */
    static Slice color(int primaries, int transfer, int matrix, boolean fullRange) {
        if (primaries == UNSAID && transfer == UNSAID && matrix == UNSAID) {
            return Slice.EMPTY;
        }
        ByteWriter out = new ByteWriter(11).utf8("nclx").u16(primaries).u16(transfer);
        return Box.of("colr", out.u16(matrix).u8(fullRange ? 0x80 : 0).take());
    }

    /** What the encoder told apart from the bitstream. */
    static Slice color(Optional<ColorInfo> told) {
        return color(
                told.map(ColorInfo::primaries).orElse(OptionalInt.empty()).orElse(UNSAID),
                told.map(ColorInfo::transfer).orElse(OptionalInt.empty()).orElse(UNSAID),
                told.map(ColorInfo::matrix).orElse(OptionalInt.empty()).orElse(UNSAID),
                false);
    }
}
