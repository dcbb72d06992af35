package dev.sluice.container.flv;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;

/** NAL units that came in a message without a picture and belong in front of the next one. */
final class WaitingUnits {
    /** Parameter sets and SEI in messages of their own; more than this is no header of one picture. */
    private static final int MAX_BYTES = 64 << 10;

    private Slice units = Slice.EMPTY;

    /** Keeps {@code more} for the next picture; says why nothing was passed on. */
    Ignored add(Slice more) {
        boolean fits = units.length() + more.length() <= MAX_BYTES;
        units = fits ? join(units, more) : Slice.EMPTY;
        return fits ? Ignored.WITHOUT_PICTURE : Ignored.TOO_LARGE;
    }

    /** The picture with what waited in front of it; nothing waits afterwards. */
    Slice takeBefore(Slice picture) {
        Slice whole = units.isEmpty() ? picture : join(units, picture);
        units = Slice.EMPTY;
        return whole;
    }

    void clear() {
        units = Slice.EMPTY;
    }

    private static Slice join(Slice first, Slice second) {
        return new ByteWriter(first.length() + second.length())
                .bytes(first)
                .bytes(second)
                .take();
    }
}
