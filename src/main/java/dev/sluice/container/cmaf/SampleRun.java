package dev.sluice.container.cmaf;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What a fragment tells of its samples: the tfhd and trun boxes (ISO/IEC 14496-12 §8.8.7 and §8.8.8). What all samples
 * have in common is told once, in tfhd; a first sample that differs from all others in its flags alone has its own
 * field.
 */
final class SampleRun {
    /** Depends on no other sample. */
    static final int SYNC = 0x02000000;
    /** Depends on others, and is no sync sample. */
    static final int NOT_SYNC = 0x01010000;

    private static final int TFHD = Box.code("tfhd");
    private static final int TRUN = Box.code("trun");

    private static final int BASE_IS_MOOF = 0x20000;
    private static final int DEFAULT_DURATION = 0x8;
    private static final int DEFAULT_SIZE = 0x10;
    private static final int DEFAULT_FLAGS = 0x20;

    private static final int DATA_OFFSET = 0x1;
    private static final int FIRST_FLAGS = 0x4;
    private static final int DURATIONS = 0x100;
    private static final int SIZES = 0x200;
    private static final int FLAGS = 0x400;
    private static final int OFFSETS = 0x800;
    /** With this version composition offsets have a sign. */
    private static final int SIGNED_OFFSETS = 1;

    private int[] durations = new int[64];
    private int[] sizes = new int[64];
    private int[] flags = new int[64];
    private int[] offsets = new int[64];
    private int count;
    private int headerFlags;
    private int runFlags;

    int count() {
        return count;
    }

    int size(int sample) {
        return sizes[sample];
    }

    /** {@code durationTicks} is taken modulo 2³²; {@code offsetTicks} is from decoding to presentation. */
    void add(int size, int durationTicks, int sampleFlags, int offsetTicks) {
        if (count == sizes.length) {
            grow(count + (count >> 1));
        }
        durations[count] = durationTicks;
        sizes[count] = size;
        flags[count] = sampleFlags;
        offsets[count] = offsetTicks;
        count++;
    }

    private void grow(int capacity) {
        durations = Arrays.copyOf(durations, capacity);
        sizes = Arrays.copyOf(sizes, capacity);
        flags = Arrays.copyOf(flags, capacity);
        offsets = Arrays.copyOf(offsets, capacity);
    }

    /** Lets the last sample last longer. */
    void extendLast(int ticks) {
        durations[count - 1] += ticks;
    }

    void clear() {
        count = 0;
    }

    /** Decides what is told once; to be called before the methods below. */
    void arrange() {
        boolean sameFlags = allSame(flags, 0);
        boolean firstDiffers = !sameFlags && allSame(flags, 1);
        headerFlags = BASE_IS_MOOF;
        runFlags = DATA_OFFSET;
        if (allSame(durations, 0)) {
            headerFlags |= DEFAULT_DURATION;
        } else {
            runFlags |= DURATIONS;
        }
        if (allSame(sizes, 0)) {
            headerFlags |= DEFAULT_SIZE;
        } else {
            runFlags |= SIZES;
        }
        if (sameFlags || firstDiffers) {
            headerFlags |= DEFAULT_FLAGS;
            runFlags |= firstDiffers ? FIRST_FLAGS : 0;
        } else {
            runFlags |= FLAGS;
        }
        if (!allSame(offsets, 0) || offsets[0] != 0) {
            runFlags |= OFFSETS;
        }
    }

    private boolean allSame(int[] values, int from) {
        for (int i = from + 1; i < count; i++) {
            if (values[i] != values[from]) {
                return false;
            }
        }
        return true;
    }

    int headerLength() {
        return 16 + 4 * Integer.bitCount(headerFlags & (DEFAULT_DURATION | DEFAULT_SIZE | DEFAULT_FLAGS));
    }

    void writeHeader(ByteBuffer out) {
        out.putInt(headerLength()).putInt(TFHD).putInt(headerFlags).putInt(MovieBox.TRACK);
        if ((headerFlags & DEFAULT_DURATION) != 0) {
            out.putInt(durations[0]);
        }
        if ((headerFlags & DEFAULT_SIZE) != 0) {
            out.putInt(sizes[0]);
        }
        if ((headerFlags & DEFAULT_FLAGS) != 0) {
            out.putInt(flags[count - 1]);
        }
    }

    int runLength() {
        int perSample = 4 * Integer.bitCount(runFlags & (DURATIONS | SIZES | FLAGS | OFFSETS));
        return 20 + ((runFlags & FIRST_FLAGS) != 0 ? 4 : 0) + count * perSample;
    }

    /** {@code dataOffset} is where the first sample's bytes begin, from the start of the moof box. */
    void writeRun(ByteBuffer out, int dataOffset) {
        out.putInt(runLength()).putInt(TRUN).putInt(SIGNED_OFFSETS << 24 | runFlags);
        out.putInt(count).putInt(dataOffset);
        if ((runFlags & FIRST_FLAGS) != 0) {
            out.putInt(flags[0]);
        }
        for (int i = 0; i < count; i++) {
            if ((runFlags & DURATIONS) != 0) {
                out.putInt(durations[i]);
            }
            if ((runFlags & SIZES) != 0) {
                out.putInt(sizes[i]);
            }
            if ((runFlags & FLAGS) != 0) {
                out.putInt(flags[i]);
            }
            if ((runFlags & OFFSETS) != 0) {
                out.putInt(offsets[i]);
            }
        }
    }
}
