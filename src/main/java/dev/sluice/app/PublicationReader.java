package dev.sluice.app;

import dev.sluice.live.PublicationLimits;
import dev.sluice.media.TimelineLimits;
import java.time.Duration;

/** Reads what an authorised publisher is limited by. */
final class PublicationReader {
    /** Heap for each publication: its window of segments, twice while it is written, and what is in flight. */
    private static final long MEMORY_BYTES = 16 << 20;

    private static final int LEAST = 4;
    private static final long WEEK_MILLIS = 7 * 86_400_000L;

    private final PropertyReader properties;

    PublicationReader(PropertyReader properties) {
        this.properties = properties;
    }

    PublicationLimits read() {
        int fromMemory = (int) Math.max(LEAST, Runtime.getRuntime().maxMemory() / MEMORY_BYTES);
        return new PublicationLimits(
                properties.numberOrAuto("limits.publications", fromMemory, 1, 100_000),
                properties.number("limits.bitrate", 50_000_000, 100_000, 500_000_000),
                properties.number("limits.fps", 300, 1, 10_000),
                properties.number("limits.picture-area", 9_437_184, 1_024, 67_108_864),
                properties.duration("limits.duration", Duration.ZERO, 0, WEEK_MILLIS),
                properties.number("limits.config-changes", 5, 1, 1_000),
                new TimelineLimits(
                        properties.number("limits.discontinuities", 10, 1, 1_000),
                        properties.number("limits.outliers", 100, 1, 10_000)),
                properties.number("limits.takeovers", 3, 1, 1_000));
    }
}
