package dev.sluice.hls;

import java.time.Duration;

/**
 * How presentations are cut and kept.
 *
 * @param segmentTarget a segment ends at the first random access picture after this much media; 1…10 s. Not less than
 *     a second: without known state media sequences start at Unix seconds and must not outrun them
 * @param longestSegment how long the first segment may wait for a random access picture, and so the highest target
 *     duration; {@code segmentTarget}…30 s
 * @param partTarget how long parts should be, 100 ms…1 s; zero for segments without parts
 * @param window media time that the live playlist lists at least
 * @param dvrWindow media time that the playlist lists for seeking back; less than {@code window} adds nothing
 * @param minimumWindowSegments segments that the live playlist lists at least; 3 or more (RFC 8216 §6.2.2), 6 for
 *     players that start three target durations from the end
 * @param segmentBytesLimit a segment that grows over this is cut at the next frame
 * @param memoryBytesLimit what the segments held in memory may take; older ones leave first
 * @param recording whether a presentation that ended is kept, to be watched from its start
 */
public record HlsSettings(
        Duration segmentTarget,
        Duration longestSegment,
        Duration partTarget,
        Duration window,
        Duration dvrWindow,
        int minimumWindowSegments,
        int segmentBytesLimit,
        long memoryBytesLimit,
        boolean recording) {
    private static final int MEBIBYTE = 1 << 20;

    public HlsSettings {
        check("segmentTarget", segmentTarget, Duration.ofSeconds(1), Duration.ofSeconds(10));
        check("longestSegment", longestSegment, segmentTarget, Duration.ofSeconds(30));
        if (!partTarget.isZero()) {
            check("partTarget", partTarget, Duration.ofMillis(100), Duration.ofSeconds(1));
        }
        check("window", window, Duration.ZERO, Duration.ofHours(24));
        check("dvrWindow", dvrWindow, Duration.ZERO, Duration.ofHours(24));
        if (minimumWindowSegments < 3 || minimumWindowSegments > 100) {
            throw new IllegalArgumentException("minimumWindowSegments must be 3…100, is " + minimumWindowSegments);
        }
        if (segmentBytesLimit < MEBIBYTE || memoryBytesLimit < MEBIBYTE) {
            throw new IllegalArgumentException("segmentBytesLimit and memoryBytesLimit must be 1 MiB at least");
        }
    }

    /** Segments of {@code segmentTarget}, a window of {@code window}, no parts, and the limits of the manual. */
    public static HlsSettings of(Duration segmentTarget, Duration window) {
        return of(segmentTarget, Duration.ZERO, window, Duration.ZERO);
    }

    /** The same with parts, and a window for seeking back. */
    public static HlsSettings of(Duration segmentTarget, Duration partTarget, Duration window, Duration dvrWindow) {
        return new HlsSettings(
                segmentTarget,
                Duration.ofSeconds(10),
                partTarget,
                window,
                dvrWindow,
                6,
                64 * MEBIBYTE,
                64L * MEBIBYTE,
                false);
    }

    /** Media time that a playlist lists, give or take a few segments. */
    public Duration longestList() {
        Duration live = longestSegment.multipliedBy(minimumWindowSegments);
        Duration listed = window.compareTo(dvrWindow) > 0 ? window : dvrWindow;
        return listed.compareTo(live) > 0 ? listed : live;
    }

    /** The same, with what is kept of presentations that end. */
    public HlsSettings withRecording(boolean records) {
        return new HlsSettings(
                segmentTarget,
                longestSegment,
                partTarget,
                window,
                dvrWindow,
                minimumWindowSegments,
                segmentBytesLimit,
                memoryBytesLimit,
                records);
    }

    private static void check(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " must be " + least + "…" + most + ", is " + value);
        }
    }
}
