package dev.sluice.app;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.sluice.ingest.rtmp.Protection;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks once a second at the process's file descriptors; on a worker, because counting them reads a directory. */
final class DescriptorWatch {
    private static final Logger LOG = Logger.getLogger("dev.sluice.app");
    private static final long PERIOD_MILLIS = 1_000;
    private static final long WARNING_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final double WARNED_SHARE = 0.8;

    private final Vertx vertx;
    private final Protection protection;
    private long warnedNanos = System.nanoTime() - WARNING_NANOS;

    DescriptorWatch(Vertx vertx, Protection protection) {
        this.vertx = vertx;
        this.protection = protection;
    }

    void start() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            vertx.setPeriodic(PERIOD_MILLIS, timer -> {
                var unused = vertx.executeBlocking(() -> look(system), true);
            });
        }
    }

    private boolean look(UnixOperatingSystemMXBean system) {
        long used = system.getOpenFileDescriptorCount();
        long limit = system.getMaxFileDescriptorCount();
        protection.descriptors(used, limit);
        boolean isMany = used > limit * WARNED_SHARE;
        if (isMany && System.nanoTime() - warnedNanos >= WARNING_NANOS) {
            warnedNanos = System.nanoTime();
            LOG.warnf("event=descriptors_short used=%d limit=%d", used, limit);
        }
        return isMany;
    }
}
