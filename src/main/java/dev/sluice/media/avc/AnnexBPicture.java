package dev.sluice.media.avc;

import dev.sluice.bytes.Slice;
import java.util.List;

/**
 * Turns access units with length-prefixed NAL units into the byte stream that MPEG-TS carries, without
 * copying them: {@link #arrange} plans which bytes go out in which order, {@link #writeTo} hands them on
 * piece by piece.
 *
 * <p>Order (ITU-T H.264 §7.4.1.2.3): exactly one access unit delimiter, in front of an IDR picture the
 * parameter sets, then everything else as it came. Delimiters, end marks and filler of the encoder are left
 * out. One object serves many access units.
 */
public final class AnnexBPicture {
    /** Start code and access unit delimiter that allows every slice type. */
    private static final Slice DELIMITER = Slice.of(0, 0, 0, 1, 0x09, 0xF0);

    private static final Slice START_CODE = Slice.of(0, 0, 0, 1);

    private final NalUnits units = new NalUnits();
    private final Slice[] sources = new Slice[2 * (NalUnits.MAX_UNITS + 64)];
    private final int[] starts = new int[sources.length];
    private final int[] lengths = new int[sources.length];
    private int pieces;
    private int total;

    /** Receives the pieces in order. */
    public interface Output {
        /** {@code count} bytes of {@code bytes} from {@code from} on. */
        void put(Slice bytes, int from, int count);
    }

    /**
     * Plans the bytes of one access unit. What follows a length that points past the end is left out.
     *
     * @return how many bytes {@link #writeTo} will put
     */
    public int arrange(Slice accessUnit, AvcConfiguration configuration) {
        pieces = 0;
        total = DELIMITER.length();
        int lengthSize = configuration.lengthSize();
        boolean idr = RandomAccess.isIn(units, accessUnit, lengthSize);
        if (idr) {
            addSets(accessUnit, configuration.sequenceParameterSets(), lengthSize, NalType.SEQUENCE_PARAMETER_SET);
            addInBand(accessUnit, lengthSize, NalType.SEQUENCE_PARAMETER_SET_EXTENSION);
            addSets(accessUnit, configuration.pictureParameterSets(), lengthSize, NalType.PICTURE_PARAMETER_SET);
        }
        units.reset(accessUnit, lengthSize);
        while (units.next()) {
            int type = units.type();
            if (!NalType.isDispensable(type) && !(idr && isParameterSet(type))) {
                add(accessUnit, units.start(), units.length());
            }
        }
        return total;
    }

    /** Puts the delimiter and all planned pieces. */
    public void writeTo(Output output) {
        output.put(DELIMITER, 0, DELIMITER.length());
        for (int i = 0; i < pieces; i++) {
            output.put(START_CODE, 0, START_CODE.length());
            output.put(sources[i], starts[i], lengths[i]);
        }
    }

    private static boolean isParameterSet(int type) {
        return type == NalType.SEQUENCE_PARAMETER_SET
                || type == NalType.PICTURE_PARAMETER_SET
                || type == NalType.SEQUENCE_PARAMETER_SET_EXTENSION;
    }

    /** The sets of the access unit itself, unless it has fewer than the configuration knows. */
    private void addSets(Slice accessUnit, List<Slice> known, int lengthSize, int type) {
        int before = pieces;
        int totalBefore = total;
        addInBand(accessUnit, lengthSize, type);
        if (pieces - before < known.size()) {
            pieces = before;
            total = totalBefore;
            for (int i = 0; i < known.size(); i++) {
                add(known.get(i), 0, known.get(i).length());
            }
        }
    }

    private void addInBand(Slice accessUnit, int lengthSize, int type) {
        units.reset(accessUnit, lengthSize);
        while (units.next()) {
            if (units.type() == type) {
                add(accessUnit, units.start(), units.length());
            }
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
