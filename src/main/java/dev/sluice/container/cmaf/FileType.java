package dev.sluice.container.cmaf;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;

/** The boxes that tell which rules what follows keeps (ISO/IEC 14496-12 §4.3 and §8.16.2). */
final class FileType {
    /** For the start of an initialization segment; the tracks are those of ISO/IEC 23000-19. */
    static final Slice INIT = Box.of("ftyp", brands("iso6", "iso6", "cmfc", "mp41"));

    /** For the start of a media segment, and not of every part of it. */
    static final Slice SEGMENT = Box.of("styp", brands("msdh", "msdh", "cmfs"));

    private FileType() {}

    private static Slice brands(String major, String... compatible) {
        ByteWriter out = new ByteWriter().utf8(major).u32(0);
        for (String brand : compatible) {
            out.utf8(brand);
        }
        return out.take();
    }
}
