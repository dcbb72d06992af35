package dev.sluice.live;

/** Counts events of the last period; remembers no more of them than matter. */
final class EventWindow {
    private final long periodNanos;
    private final long[] times;
    private long count;

    /** {@code limit} is the largest number that {@link #isFull} does not tell. */
    EventWindow(int limit, long periodNanos) {
        this.periodNanos = periodNanos;
        times = new long[limit];
    }

    /** Whether {@code limit} events already lie within the period that ends now. */
    boolean isFull(long nowNanos) {
        return count >= times.length && nowNanos - times[(int) (count % times.length)] < periodNanos;
    }

    void record(long nowNanos) {
        times[(int) (count++ % times.length)] = nowNanos;
    }
}
