package dev.sluice.media.avc;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import java.util.ArrayList;
import java.util.List;

/** The byte stream format of ITU-T H.264 annex B, where start codes part the NAL units. */
public final class AnnexB {
    private AnnexB() {}

    /** Whether the bytes begin with {@code 00 00 01} or {@code 00 00 00 01}. */
    public static boolean startsWithStartCode(Slice bytes) {
        return bytes.length() >= 4
                && bytes.at(0) == 0
                && bytes.at(1) == 0
                && (bytes.at(2) == 1 || (bytes.at(2) == 0 && bytes.at(3) == 1));
    }

    /**
     * The NAL units between the start codes, shared, without trailing zero bytes; units of no byte are left
     * out, units beyond the {@value NalUnits#MAX_UNITS}th too.
     */
    public static List<Slice> split(Slice bytes) {
        List<Slice> units = new ArrayList<>();
        int code = nextStartCode(bytes, 0);
        while (code < bytes.length() && units.size() < NalUnits.MAX_UNITS) {
            int from = code + 3;
            code = nextStartCode(bytes, from);
            int to = code;
            while (to > from && bytes.at(to - 1) == 0) {
                to--;
            }
            if (to > from) {
                units.add(bytes.slice(from, to));
            }
        }
        return units;
    }

    /** The same NAL units behind lengths of four bytes. */
    public static Slice toLengthPrefixed(Slice bytes) {
        ByteWriter out = new ByteWriter(bytes.length() + 16);
        for (Slice unit : split(bytes)) {
            out.u32(unit.length()).bytes(unit);
        }
        return out.take();
    }

    /** Offset of the next {@code 00 00 01} at or behind {@code from}, or the length if there is none. */
    private static int nextStartCode(Slice bytes, int from) {
        for (int i = from; i + 2 < bytes.length(); i++) {
            if (bytes.at(i + 2) > 1) {
                i += 2;
            } else if (bytes.at(i) == 0 && bytes.at(i + 1) == 0 && bytes.at(i + 2) == 1) {
                return i;
            }
        }
        return bytes.length();
    }
}
