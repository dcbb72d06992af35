package dev.sluice.container.cmaf;

import dev.sluice.bytes.Slice;
import dev.sluice.media.avc.NalUnits;
import java.nio.ByteBuffer;

/**
 * Samples of H.264 and HEVC: NAL units behind lengths of four bytes, without delimiters, filler, end marks and the
 * parameter sets that the sample entry has (avc1 and hvc1, ISO/IEC 14496-15 §5.3.2). A set that the sample entry does
 * not have stays: decoders read it, and dropping it would cost the picture.
 */
final class NalSamples implements SampleForm {
    /** Bytes of the length in front of each unit. */
    static final int LENGTH_SIZE = 4;

    private final NalUnits units = new NalUnits();
    private final int lengthSize;
    private final Filter filter;

    /** Tells which units a sample leaves out. */
    interface Filter {
        /** Whether the unit of {@code length} bytes from {@code start} on is left out. */
        boolean drops(Slice accessUnit, int start, int length);
    }

    /** {@code lengthSize} is that of the access units: 1 to 4 bytes. */
    NalSamples(int lengthSize, Filter filter) {
        this.lengthSize = lengthSize;
        this.filter = filter;
    }

    @Override
    public int lengthOf(Slice accessUnit) {
        int length = 0;
        units.reset(accessUnit, lengthSize);
        while (units.next()) {
            if (!filter.drops(accessUnit, units.start(), units.length())) {
                length += LENGTH_SIZE + units.length();
            }
        }
        return length;
    }

    @Override
    public void copy(Slice accessUnit, int length, ByteBuffer out) {
        if (lengthSize == LENGTH_SIZE && length == accessUnit.length()) {
            // Nothing is left out, which is the rule for encoders in software.
            accessUnit.copyTo(0, out, length);
            return;
        }
        units.reset(accessUnit, lengthSize);
        while (units.next()) {
            if (!filter.drops(accessUnit, units.start(), units.length())) {
                int count = units.length();
                out.putInt(count);
                accessUnit.copyTo(units.start(), out, count);
            }
        }
    }
}
