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
 *
 * <p>Sound that comes more than {@value #WINDOW_MICROS} µs behind the last picture is refused: no container has a place
 * left for it. If it is up to {@value #LONGEST_LAG_MICROS} µs late, its track is waited for that much longer from then
 * on, so that an encoder that always sends its sound late loses no more than what was late once.
 */
final class Interleaver {
    static final long WINDOW_MICROS = 500_000;
    static final long LONGEST_LAG_MICROS = 3_000_000;
    /** Waited for beyond the lag that was seen. */
    private static final long LAG_SLACK_MICROS = 200_000;
    /** Rounded milliseconds put the expectation off by one or two. */
    private static final long SLACK_MICROS = 5_000;

    /** Before everything, and its difference to any time is still a number. */
    private static final long NEVER = Long.MIN_VALUE / 2;

    private static final long BYTES = 8 << 20;

    private final Consumer<AccessUnit> target;
    private final Map<TrackId, Lane> lanes = new LinkedHashMap<>();
    private long newestMicros = Long.MIN_VALUE;
    private long windowMicros = WINDOW_MICROS;
    private long pictureMicros = NEVER;
    private long bytes;

    Interleaver(Consumer<AccessUnit> target) {
        this.target = target;
    }

    /** A track is there from now on and is waited for like one that keeps up. */
    void expect(TrackId track) {
        lanes.computeIfAbsent(track, id -> new Lane(Math.max(newestMicros, 0)));
    }

    /** Takes a unit; false if it is too late. */
    boolean add(AccessUnit unit) {
        long dts = unit.dtsMicros();
        newestMicros = Math.max(newestMicros, dts);
        Lane lane = lanes.computeIfAbsent(unit.track().id(), id -> new Lane(dts));
        lane.came(dts);
        if (unit.track().codec() instanceof Codec.Audio && pictureMicros - dts > WINDOW_MICROS) {
            waitFor(newestMicros - dts);
            return false;
        }
        lane.waiting.add(unit);
        bytes += unit.data().length();
        passAll();
        return true;
    }

    private void waitFor(long lagMicros) {
        if (lagMicros <= LONGEST_LAG_MICROS) {
            windowMicros = Math.max(windowMicros, lagMicros + LAG_SLACK_MICROS);
        }
    }

    private void passAll() {
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
        if (unit.track().codec() instanceof Codec.Video) {
            pictureMicros = Math.max(pictureMicros, unit.dtsMicros());
        }
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
        if (newestMicros - head >= windowMicros || bytes > BYTES) {
            return true;
        }
        for (Lane other : lanes.values()) {
            boolean keepsUp = newestMicros - other.expectedMicros <= windowMicros;
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

        void came(long dts) {
            long frame = lastMicros == Long.MIN_VALUE ? 0 : Math.max(0, Math.min(dts - lastMicros, WINDOW_MICROS));
            lastMicros = dts;
            expectedMicros = dts + frame;
        }

        long headMicros() {
            return waiting.element().dtsMicros();
        }
    }
}
