package dev.sluice.hls;

/** When the newest unit of a track began and how long its frames last. */
final class FrameMeter {
    private static final long LONGEST_MICROS = 1_000_000;

    private boolean any;
    private long lastMicros;
    private long frameMicros;

    void add(long dtsMicros) {
        if (any && dtsMicros > lastMicros) {
            frameMicros = Math.min(dtsMicros - lastMicros, LONGEST_MICROS);
        }
        any = true;
        lastMicros = dtsMicros;
    }

    /** Whether a unit came in the second before {@code micros}. */
    boolean alive(long micros) {
        return any && micros - lastMicros <= LONGEST_MICROS;
    }

    /** How long the next frame probably lasts: as long as the one before. */
    long frameMicros() {
        return frameMicros;
    }

    /** When the newest unit ends. */
    long endMicros() {
        return lastMicros + frameMicros;
    }
}
