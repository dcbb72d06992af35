package dev.sluice.media;

/** Whether something happened {@code limit} times within a period. */
final class RateWindow {
    private final long periodNanos;
    private final long[] times;
    private long count;

    RateWindow(int limit, long periodNanos) {
        this.periodNanos = periodNanos;
        times = new long[limit];
    }

    void record(long nowNanos) {
        times[(int) (count++ % times.length)] = nowNanos;
    }

    boolean exceeded(long nowNanos) {
        return count >= times.length && nowNanos - times[(int) (count % times.length)] <= periodNanos;
    }
}
