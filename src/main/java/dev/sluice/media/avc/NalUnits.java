package dev.sluice.media.avc;

import dev.sluice.bytes.Slice;

/**
 * A cursor over the length-prefixed NAL units of an access unit (ISO/IEC 14496-15 §5.3.4.2) that allocates
 * nothing.
 *
 * <p>Units of length zero are skipped. A length past the end, or more units than {@link #MAX_UNITS}, ends the
 * walk and makes it {@link #isDamaged() damaged}; what was passed before is good. One object serves many
 * access units.
 */
public final class NalUnits {
    /** Cameras with many small slices pass 50 units a picture; 512 is more than any of them needs. */
    public static final int MAX_UNITS = 512;

    private Slice source = Slice.EMPTY;
    private int lengthSize = 4;
    private int position;
    private int start;
    private int length;
    private int count;
    private boolean damaged;

    /** Places the cursor in front of the first unit; {@code lengthSize} is 1…4 bytes. */
    public NalUnits reset(Slice accessUnit, int lengthSize) {
        if (lengthSize < 1 || lengthSize > 4) {
            throw new IllegalArgumentException("length size " + lengthSize);
        }
        source = accessUnit;
        this.lengthSize = lengthSize;
        position = 0;
        count = 0;
        damaged = false;
        return this;
    }

    /** Moves to the next unit that is not empty; false at the end. */
    public boolean next() {
        while (position < source.length()) {
            if (source.length() - position < lengthSize || count == MAX_UNITS) {
                damaged = true;
                return false;
            }
            long declared = 0;
            for (int i = 0; i < lengthSize; i++) {
                declared = declared << 8 | source.at(position + i);
            }
            if (declared > source.length() - position - lengthSize) {
                damaged = true;
                return false;
            }
            start = position + lengthSize;
            length = (int) declared;
            position = start + length;
            if (length > 0) {
                count++;
                return true;
            }
        }
        return false;
    }

    /** nal_unit_type of the current unit. */
    public int type() {
        return source.at(start) & 0x1F;
    }

    /** Offset of the current unit's header byte in the access unit. */
    public int start() {
        return start;
    }

    /** Bytes of the current unit, its header included, its length field not. */
    public int length() {
        return length;
    }

    /** The current unit, shared. */
    public Slice unit() {
        return source.slice(start, start + length);
    }

    /** Offset behind the last good unit. */
    public int end() {
        return position;
    }

    public int count() {
        return count;
    }

    /** Whether the walk ended at something that is no unit; to be asked after {@link #next} said false. */
    public boolean isDamaged() {
        return damaged;
    }
}
