package dev.sluice.media;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes units on in the order of their decode times over all tracks, as far as waiting {@value #WINDOW_MICROS} µs of
 * media allows.
 *
 * <p>A unit waits only while another track that keeps up is expected to bring an earlier one, so an encoder that
 * interleaves well is not delayed, and a track that is silent is not waited for.
 */
final class Interleaver {
    static final long WINDOW_MICROS = 500_000;
    /** Rounded milliseconds put the expectation off by one or two. */
    private static final long SLACK_MICROS = 5_000;

    private static final long BYTES = 8 << 20;

    private final Consumer<AccessUnit> target;
    private final Map<TrackId, Lane> lanes = new LinkedHashMap<>();
    private long newestMicros = Long.MIN_VALUE;
    private long bytes;

    Interleaver(Consumer<AccessUnit> target) {
        this.target = target;
    }

    /** A track is there from now on and is waited for like one that keeps up. */
    void expect(TrackId track) {
        lanes.computeIfAbsent(track, id -> new Lane(Math.max(newestMicros, 0)));
    }

    void add(AccessUnit unit) {
        lanes.computeIfAbsent(unit.track().id(), id -> new Lane(unit.dtsMicros()))
                .add(unit);
        bytes += unit.data().length();
        newestMicros = Math.max(newestMicros, unit.dtsMicros());
        for (Lane lane = earliest(); lane != null && mayPass(lane); lane = earliest()) {
            pass(lane);
        }
    }

    /** Passes everything on. */
    void flush() {
        for (Lane lane = earliest(); lane != null; lane = earliest()) {
            pass(lane);
        }
    }

    private void pass(Lane lane) {
        AccessUnit unit = lane.waiting.remove();
        bytes -= unit.data().length();
        target.accept(unit);
    }

    private @Nullable Lane earliest() {
        Lane earliest = null;
        for (Lane lane : lanes.values()) {
            if (!lane.waiting.isEmpty() && (earliest == null || lane.headMicros() < earliest.headMicros())) {
                earliest = lane;
            }
        }
        return earliest;
    }

    private boolean mayPass(Lane lane) {
        long head = lane.headMicros();
        if (newestMicros - head >= WINDOW_MICROS || bytes > BYTES) {
            return true;
        }
        for (Lane other : lanes.values()) {
            boolean keepsUp = newestMicros - other.expectedMicros <= WINDOW_MICROS;
            if (other.waiting.isEmpty() && keepsUp && other.expectedMicros + SLACK_MICROS < head) {
                return false;
            }
        }
        return true;
    }

    /** The units of one track that wait, and when its next one is expected. */
    private static final class Lane {
        private final Deque<AccessUnit> waiting = new ArrayDeque<>();
        private long lastMicros = Long.MIN_VALUE;
        private long expectedMicros;

        Lane(long expectedMicros) {
            this.expectedMicros = expectedMicros;
        }

        void add(AccessUnit unit) {
            long dts = unit.dtsMicros();
            long frame = lastMicros == Long.MIN_VALUE ? 0 : Math.max(0, Math.min(dts - lastMicros, WINDOW_MICROS));
            lastMicros = dts;
            expectedMicros = dts + frame;
            waiting.add(unit);
        }

        long headMicros() {
            return waiting.element().dtsMicros();
        }
    }
}
