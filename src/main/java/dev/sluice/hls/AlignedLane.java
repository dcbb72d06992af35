package dev.sluice.hls;

import dev.sluice.media.AccessUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;

/**
 * A further picture of a ladder, cut where the first one is: a random access picture that comes before the first
 * track's of the same time waits for what is decided there.
 */
final class AlignedLane implements Lane {
    private static final long PATIENCE_MICROS = 500_000;
    private static final int UNITS = 120;

    private final Lane lane;
    private final LongSupplier leadMicros;
    private final Deque<AccessUnit> waiting = new ArrayDeque<>();

    /** {@code leadMicros} is the decode time of the newest unit of the track that decides. */
    AlignedLane(Lane lane, LongSupplier leadMicros) {
        this.lane = lane;
        this.leadMicros = leadMicros;
    }

    @Override
    public void cut(SegmentStart next) {
        lane.cut(next);
        pass(next.startMicros());
    }

    @Override
    public void accept(AccessUnit unit) {
        if (waiting.isEmpty() && (!unit.randomAccess() || unit.dtsMicros() <= leadMicros.getAsLong())) {
            lane.accept(unit);
            return;
        }
        waiting.add(unit);
        boolean patient = unit.dtsMicros() - waiting.element().dtsMicros() < PATIENCE_MICROS && waiting.size() < UNITS;
        pass(patient ? leadMicros.getAsLong() : Long.MAX_VALUE);
    }

    @Override
    public void flush(long endMicros) {
        pass(Long.MAX_VALUE);
        lane.flush(endMicros);
    }

    private void pass(long untilMicros) {
        while (!waiting.isEmpty() && waiting.element().dtsMicros() <= untilMicros) {
            lane.accept(waiting.remove());
        }
    }
}
