package dev.sluice.media.avc;

import dev.sluice.bytes.Slice;

/**
 * Tells where decoding can begin, from the NAL units alone: encoders flag pictures as key frames that are
 * none.
 */
public final class RandomAccess {
    private RandomAccess() {}

    /** Whether the access unit has a slice of an IDR picture; {@code units} is moved. */
    public static boolean isIn(NalUnits units, Slice accessUnit, int lengthSize) {
        units.reset(accessUnit, lengthSize);
        while (units.next()) {
            if (units.type() == NalType.IDR_SLICE) {
                return true;
            }
        }
        return false;
    }
}
