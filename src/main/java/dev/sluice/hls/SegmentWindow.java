package dev.sluice.hls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/**
 * The segments that a live playlist lists, and those held in memory: the live window and the two before, whatever
 * more the playlist lists for seeking back.
 */
final class SegmentWindow {
    private static final int HELD_BEFORE = 2;

    /** Lines for seeking back that go at once when there is no room for more. */
    private static final int RELIEF = 16;

    private final HlsSettings settings;
    private final Deque<SegmentLine> lines = new ArrayDeque<>();
    private final Deque<Segment> held = new ArrayDeque<>();
    private long micros;
    private long heldBytes;
    private long heldMicros;
    private long discontinuitySequence;

    SegmentWindow(HlsSettings settings, long discontinuitySequence) {
        this.settings = settings;
        this.discontinuitySequence = discontinuitySequence;
    }

    /** Begins with lines whose segments are on the volume alone. */
    void restore(long discontinuities, List<SegmentLine> stored) {
        discontinuitySequence = discontinuities;
        lines.addAll(stored);
        micros = stored.stream().mapToLong(SegmentLine::durationMicros).sum();
    }

    void add(Segment segment) {
        lines.add(SegmentLine.of(segment));
        micros += segment.durationMicros();
        held.add(segment);
        heldBytes += segment.content().length();
        heldMicros += segment.durationMicros();
    }

    /**
     * Takes lines off the front as far as the window allows; never so that less than three target durations remain
     * (RFC 8216 §6.2.2).
     *
     * @param noRoom whether what is listed for seeking back must go as well, a little each time
     */
    List<SegmentLine> slide(int targetDuration, boolean noRoom) {
        long live = Math.max(TargetDuration.micros(settings.window()), 3_000_000L * targetDuration);
        long least = Math.max(live, TargetDuration.micros(settings.dvrWindow()));
        List<SegmentLine> removed = new ArrayList<>();
        while (isTooLong(least, 3_000_000L * targetDuration)) {
            removed.add(removeFirst());
        }
        for (int i = 0; noRoom && i < RELIEF && isTooLong(live, 3_000_000L * targetDuration); i++) {
            removed.add(removeFirst());
        }
        letGo(live + HELD_BEFORE * 1_000_000L * targetDuration);
        return removed;
    }

    private SegmentLine removeFirst() {
        SegmentLine line = lines.remove();
        micros -= line.durationMicros();
        discontinuitySequence += line.discontinuity() ? 1 : 0;
        return line;
    }

    private boolean isTooLong(long leastMicros, long gapMicros) {
        SegmentLine first = lines.element();
        long rest = micros - first.durationMicros();
        boolean enough = lines.size() > settings.minimumWindowSegments() && rest >= leastMicros;
        // A gap at the front is of no use to anybody.
        return enough || (first.gap() && rest >= gapMicros);
    }

    private void letGo(long keptMicros) {
        int least = settings.minimumWindowSegments() + HELD_BEFORE;
        while (held.size() > 1
                && (heldBytes > settings.memoryBytesLimit()
                        || (held.size() > least && heldMicros - held.element().durationMicros() >= keptMicros))) {
            letGoOldest();
        }
    }

    /** Nobody will ask for them any more. */
    void letGoAll() {
        while (!held.isEmpty()) {
            letGoOldest();
        }
    }

    private void letGoOldest() {
        Segment segment = held.remove();
        heldBytes -= segment.content().length();
        heldMicros -= segment.durationMicros();
        segment.content().release();
    }

    Collection<SegmentLine> lines() {
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
                + lines.stream().filter(SegmentLine::discontinuity).count();
    }
}
