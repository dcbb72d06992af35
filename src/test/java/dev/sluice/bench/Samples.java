package dev.sluice.bench;

import java.util.Arrays;

/** Nanoseconds, as many as come, until somebody asks for a percentile. Used by one thread at a time. */
final class Samples {
    private long[] nanos = new long[1 << 12];
    private int count;

    void add(long value) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = value;
    }

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    /** Milliseconds; not a number when there are none. */
    double percentileMillis(double share) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(share * (count - 1))] / 1e6;
    }
}
