package dev.sluice.media.hevc;

import dev.sluice.bytes.Slice;
import dev.sluice.media.avc.AnnexBPicture;
import dev.sluice.media.avc.NalUnits;
import java.util.List;

/**
 * Turns access units with length-prefixed NAL units into the byte stream that MPEG-TS carries, without
 * copying them, as {@link AnnexBPicture} does for H.264.
 *
 * <p>Order (ITU-T H.265 §7.4.2.4.4): exactly one access unit delimiter, in front of a random access picture
 * the parameter sets, then everything else as it came. One object serves many access units.
 */
public final class HevcByteStream {
    /** Start code and access unit delimiter that allows every slice type. */
    private static final Slice DELIMITER = Slice.of(0, 0, 0, 1, 0x46, 0x01, 0x50);

    private static final Slice START_CODE = Slice.of(0, 0, 0, 1);

    private final NalUnits units = new NalUnits();
    private final Slice[] sources = new Slice[2 * (NalUnits.MAX_UNITS + 128)];
    private final int[] starts = new int[sources.length];
    private final int[] lengths = new int[sources.length];
    private int pieces;
    private int total;

    /**
     * Plans the bytes of one access unit. What follows a length that points past the end is left out.
     *
     * @return how many bytes {@link #writeTo} will put
     */
    public int arrange(Slice accessUnit, HevcConfiguration configuration) {
        pieces = 0;
        total = DELIMITER.length();
        int lengthSize = configuration.lengthSize();
        boolean randomAccess = isRandomAccess(accessUnit, lengthSize);
        if (randomAccess) {
            addAll(configuration.videoParameterSets());
            addAll(configuration.sequenceParameterSets());
            addAll(configuration.pictureParameterSets());
        }
        units.reset(accessUnit, lengthSize);
        while (units.next()) {
            int type = HevcNalType.of(accessUnit.at(units.start()));
            if (!HevcNalType.isDispensable(type) && !(randomAccess && HevcNalType.isParameterSet(type))) {
                add(accessUnit, units.start(), units.length());
            }
        }
        return total;
    }

    /** Puts the delimiter and all planned pieces. */
    public void writeTo(AnnexBPicture.Output output) {
        output.put(DELIMITER, 0, DELIMITER.length());
        for (int i = 0; i < pieces; i++) {
            output.put(START_CODE, 0, START_CODE.length());
            output.put(sources[i], starts[i], lengths[i]);
        }
    }

    private boolean isRandomAccess(Slice accessUnit, int lengthSize) {
        units.reset(accessUnit, lengthSize);
        while (units.next()) {
            if (HevcNalType.isRandomAccess(HevcNalType.of(accessUnit.at(units.start())))) {
                return true;
            }
        }
        return false;
    }

    private void addAll(List<Slice> sets) {
        for (int i = 0; i < sets.size(); i++) {
            add(sets.get(i), 0, sets.get(i).length());
        }
    }

    private void add(Slice source, int start, int length) {
        if (pieces < sources.length) {
            sources[pieces] = source;
            starts[pieces] = start;
            lengths[pieces] = length;
            pieces++;
            total += START_CODE.length() + length;
        }
    }
}
