package dev.sluice.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What a reader may spend on an input: memory in proportion to it, and less than a second. */
public final class Effort {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long LONGEST_NANOS = 1_000_000_000L;

    private Effort() {}

    /**
     * Runs {@code task} and fails when it allocates more than {@code mostBytes} or takes a second. What is over is
     * run once more: the first time may have loaded classes.
     */
    public static void within(long mostBytes, Runnable task) {
        if (!spent(mostBytes, task).isEmpty()) {
            String again = spent(mostBytes, task);
            if (!again.isEmpty()) {
                throw new AssertionError(again);
            }
        }
    }

    private static String spent(long mostBytes, Runnable task) {
        long startBytes = THREADS.getCurrentThreadAllocatedBytes();
        long startNanos = System.nanoTime();
        task.run();
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - startBytes;
        long nanos = System.nanoTime() - startNanos;
        if (bytes > mostBytes) {
            return "allocated " + bytes + " bytes, " + mostBytes + " are allowed";
        }
        return nanos > LONGEST_NANOS ? "took " + nanos / 1_000_000 + " ms" : "";
    }
}
