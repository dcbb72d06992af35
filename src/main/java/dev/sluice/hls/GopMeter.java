package dev.sluice.hls;

/** The distances of random access pictures within a segment. */
final class GopMeter {
    private long lastMicros = Long.MIN_VALUE;
    private long shortestMicros = Long.MAX_VALUE;
    private long longestMicros;
    private int count;

    void randomAccess(long dtsMicros) {
        if (lastMicros != Long.MIN_VALUE) {
            long gop = dtsMicros - lastMicros;
            shortestMicros = Math.min(shortestMicros, gop);
            longestMicros = Math.max(longestMicros, gop);
            count++;
        }
        lastMicros = dtsMicros;
    }

    /** The longest one when they differ by more than a tenth, else 0: regular ones make segments of equal length. */
    long irregularMicros() {
        return count >= 2 && longestMicros - shortestMicros > longestMicros / 10 ? longestMicros : 0;
    }
}
