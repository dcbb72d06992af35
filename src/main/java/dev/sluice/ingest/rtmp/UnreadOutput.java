package dev.sluice.ingest.rtmp;

/** What was sent and has not left this machine: a peer that does not read makes it grow old. */
final class UnreadOutput {
    private final long maxBytes;
    private final long maxAgeNanos;
    private long bytes;
    private long sinceNanos;

    UnreadOutput(long maxBytes, long maxAgeNanos) {
        this.maxBytes = maxBytes;
        this.maxAgeNanos = maxAgeNanos;
    }

    void wrote(int count, long nowNanos) {
        if (bytes == 0) {
            sinceNanos = nowNanos;
        }
        bytes += count;
    }

    /** The kernel took {@code count} bytes; whatever is left begins to age anew. */
    void left(int count, long nowNanos) {
        bytes -= count;
        sinceNanos = nowNanos;
    }

    /** The loop was away. */
    void postpone(long nanos) {
        sinceNanos += nanos;
    }

    boolean isOverdue(long nowNanos) {
        return bytes > 0 && nowNanos - sinceNanos > maxAgeNanos;
    }

    boolean isOverfull() {
        return bytes > maxBytes;
    }
}
