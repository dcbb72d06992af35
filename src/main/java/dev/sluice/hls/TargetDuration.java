package dev.sluice.hls;

import java.time.Duration;

/** EXT-X-TARGETDURATION: chosen once per presentation, because it must not change (RFC 8216 §6.2.1). */
final class TargetDuration {
    /** A segment this little longer than whole seconds does not raise the target: encoders stamp with jitter. */
    private static final long TOLERANCE_MICROS = 100_000;

    private static final long SECOND = 1_000_000;

    private TargetDuration() {}

    /**
     * Seconds that no later segment should exceed.
     *
     * @param firstMicros duration of the presentation's first segment
     * @param irregularGopMicros the longest distance of random access pictures in it if they are irregular, else 0
     */
    static int choose(HlsSettings settings, long firstMicros, long irregularGopMicros) {
        long target = micros(settings.segmentTarget());
        long expected = Math.max(firstMicros, irregularGopMicros == 0 ? 0 : target + irregularGopMicros);
        long capped = Math.min(expected, micros(settings.longestSegment()));
        long ceiling = (Math.max(0, capped - TOLERANCE_MICROS) + SECOND - 1) / SECOND;
        return (int) Math.max((target + SECOND / 2) / SECOND, ceiling);
    }

    /** The longest EXTINF that still rounds to {@code seconds}. */
    static long longestMicros(int seconds) {
        return seconds * SECOND + SECOND / 2 - 1;
    }

    static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
