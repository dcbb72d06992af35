package dev.sluice.hls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What left a live list and is kept for the recording; without one, everything passes. Bounded: the oldest goes. */
final class Tape {
    private static final int LINES = 50_000;

    /** Lines that go at once when there is no room for more. */
    private static final int RELIEF = 16;

    private final boolean records;
    private final Deque<SegmentLine> lines = new ArrayDeque<>();

    Tape(boolean records) {
        this.records = records;
    }

    boolean records() {
        return records;
    }

    /** Takes lines in the order in which they were listed and answers those that are not kept. */
    List<SegmentLine> pass(List<SegmentLine> removed, boolean noRoom) {
        if (!records) {
            return removed;
        }
        lines.addAll(removed);
        List<SegmentLine> gone = new ArrayList<>();
        int most = noRoom && !removed.isEmpty() ? lines.size() - RELIEF : LINES;
        while (lines.size() > Math.max(0, most)) {
            gone.add(lines.remove());
        }
        return gone;
    }

    List<SegmentLine> lines() {
        return List.copyOf(lines);
    }
}
