package dev.sluice.hls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** The segments that the live playlist lists, and those held in memory: as many and the two before. */
final class SegmentWindow {
    private static final int HELD_BEFORE = 2;

    /** A listed segment without its bytes. */
    record Line(HlsResource.Segment name, long durationMicros, boolean discontinuity, long bytes, String text) {
        long bitrate() {
            return bytes * 8_000_000L / durationMicros;
        }
    }

    private final HlsSettings settings;
    private final Deque<Line> lines = new ArrayDeque<>();
    private final Deque<Segment> held = new ArrayDeque<>();
    private long micros;
    private long heldBytes;
    private long discontinuitySequence;

    SegmentWindow(HlsSettings settings, long discontinuitySequence) {
        this.settings = settings;
        this.discontinuitySequence = discontinuitySequence;
    }

    void add(Segment segment) {
        long bytes = segment.content().length();
        lines.add(new Line(
                segment.name(),
                segment.durationMicros(),
                segment.discontinuity(),
                bytes,
                PlaylistText.segment(segment)));
        micros += segment.durationMicros();
        held.add(segment);
        heldBytes += bytes;
    }

    /**
     * Takes lines off the front as far as the window allows; never so that less than three target durations remain
     * (RFC 8216 §6.2.2).
     */
    List<Line> slide(int targetDuration) {
        long least = Math.max(TargetDuration.micros(settings.window()), 3_000_000L * targetDuration);
        List<Line> removed = new ArrayList<>();
        while (lines.size() > settings.minimumWindowSegments()
                && micros - lines.element().durationMicros() >= least) {
            Line line = lines.remove();
            micros -= line.durationMicros();
            discontinuitySequence += line.discontinuity() ? 1 : 0;
            removed.add(line);
        }
        while (held.size() > lines.size() + HELD_BEFORE
                || (held.size() > 1 && heldBytes > settings.memoryBytesLimit())) {
            heldBytes -= held.remove().content().length();
        }
        return removed;
    }

    Collection<Line> lines() {
        return lines;
    }

    List<Segment> held() {
        return List.copyOf(held);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Media time of the list. */
    long durationMicros() {
        return micros;
    }

    /** Discontinuities before the first line. */
    long discontinuitySequence() {
        return discontinuitySequence;
    }

    /** What the sequence will be when nothing listed now is listed any more. */
    long nextDiscontinuitySequence() {
        return discontinuitySequence
                + lines.stream().filter(Line::discontinuity).count();
    }
}
