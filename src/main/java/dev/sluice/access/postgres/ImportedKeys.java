package dev.sluice.access.postgres;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether keys of the replaced system exist at all: without any, a key of another form is never looked up.
 *
 * <p>The answer is kept for five seconds, so an import takes that long to be seen, and a flood of wrong keys costs one
 * query in that time. A failure is not kept.
 */
final class ImportedKeys {
    private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final KeyTable table;
    private final LongSupplier nanoTime;
    private Future<Boolean> answer = Future.failedFuture("not asked yet");
    private long askedAtNanos;

    ImportedKeys(KeyTable table, LongSupplier nanoTime) {
        this.table = table;
        this.nanoTime = nanoTime;
    }

    synchronized Future<Boolean> exist() {
        long nowNanos = nanoTime.getAsLong();
        if (answer.failed() || nowNanos - askedAtNanos > KEEP_NANOS) {
            answer = table.anyImported();
            askedAtNanos = nowNanos;
        }
        return answer;
    }
}
