package dev.sluice.ingest.rtmp;

import java.util.concurrent.atomic.AtomicLong;

/** What the unfinished messages of all connections hold together. */
final class PartialBudget {
    private final long maxBytes;
    private final AtomicLong bytes = new AtomicLong();

    PartialBudget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** A connection's part has changed; whether it still fits. */
    boolean change(long difference) {
        return bytes.addAndGet(difference) <= maxBytes || difference <= 0;
    }

    long bytes() {
        return bytes.get();
    }
}
