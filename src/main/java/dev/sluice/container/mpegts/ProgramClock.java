package dev.sluice.container.mpegts;

import dev.sluice.bytes.Slice;

/**
 * Writes what has to come again and again: the clock reference at least every 100 ms and the program tables
 * at least every 500 ms (ISO/IEC 13818-1 §2.7.2, ETSI TR 101 290 for the tables). All times in 90 kHz.
 *
 * <p>A clock reference lies {@link #DELAY_TICKS} before the decode time that it is written with, and after
 * the one before it. Where pictures are rare, packets with a clock reference alone fill the gaps.
 */
final class ProgramClock {
    /** How long a byte waits in the decoder's buffer at least: room for audio that comes that much late. */
    static final long DELAY_TICKS = 63_000;

    private static final long UNSET = Long.MIN_VALUE;
    private static final long MIN_STEP = 3_600;
    private static final long MAX_STEP = 8_100;
    private static final long FILL_STEP = 7_200;
    private static final long TABLES_EVERY = 27_000;
    /**
     * Twenty seconds: ten that a timeline may step, and five by which decode times may lie before it. A longer
     * gap is a jump that nobody announced; filling it would only write thousands of packets.
     */
    private static final long MAX_FILLED_GAP = 1_800_000;

    private final PacketWriter writer;
    private final Slice association = ProgramTables.association();
    private Slice map = Slice.EMPTY;
    private int clockPid;
    private long clock = UNSET;
    private long tablesTicks = UNSET;
    private boolean segmentStarts;
    private boolean discontinuity;

    ProgramClock(PacketWriter writer) {
        this.writer = writer;
    }

    /**
     * Writes the tables that every segment begins with; the next payload has a clock reference in any case.
     */
    void startSegment(Slice programMap, int pid) {
        map = programMap;
        clockPid = pid;
        segmentStarts = true;
        tablesTicks = UNSET;
        writeTables();
    }

    void onDiscontinuity() {
        clock = UNSET;
        discontinuity = true;
    }

    /** The earliest decode time that is not behind what has been written. */
    long leastDts() {
        return clock == UNSET ? UNSET : clock + 1;
    }

    /**
     * Writes the tables and clock references that are due before a unit with this decode time. Without the
     * discontinuity_indicator references are 100 ms apart at most (§2.7.2): a gap is filled, or marked.
     */
    void advanceTo(long ticks) {
        long target = ticks - DELAY_TICKS;
        if (clock != UNSET && target - clock > MAX_FILLED_GAP) {
            onDiscontinuity();
        }
        boolean goesOn = clock != UNSET;
        if (tablesTicks == UNSET) {
            // A segment can begin with a gap: its first tables are as old as the clock before it.
            tablesTicks = goesOn && target - clock > MAX_STEP ? clock + DELAY_TICKS : ticks;
        }
        if (goesOn) {
            while (target - clock > MAX_STEP) {
                repeatTables(clock + FILL_STEP + DELAY_TICKS);
                writer.clockOnly(clockPid, nextReference(clock + FILL_STEP), isDiscontinuity());
            }
        }
        repeatTables(ticks);
    }

    /**
     * The clock reference to write with a unit of this decode time, or none if the last one is fresh enough.
     */
    long referenceFor(long ticks) {
        long target = ticks - DELAY_TICKS;
        boolean due = segmentStarts || clock == UNSET || target - clock >= MIN_STEP;
        return due ? nextReference(target) : PacketWriter.NO_CLOCK;
    }

    /**
     * Writes a clock reference in a packet of its own, if one is due, for a payload whose PID has no clock.
     */
    void writeReferenceFor(long ticks) {
        long reference = referenceFor(ticks);
        if (reference != PacketWriter.NO_CLOCK) {
            writer.clockOnly(clockPid, reference, isDiscontinuity());
        }
    }

    /** Whether the reference that was just given is the first of a new time base; true once. */
    boolean isDiscontinuity() {
        boolean first = discontinuity;
        discontinuity = false;
        return first;
    }

    private long nextReference(long target) {
        segmentStarts = false;
        clock = clock == UNSET ? target : Math.max(target, clock + 1);
        return clock;
    }

    private void repeatTables(long ticks) {
        if (ticks - tablesTicks >= TABLES_EVERY) {
            tablesTicks = ticks;
            writeTables();
        }
    }

    private void writeTables() {
        writer.section(Pid.PROGRAM_ASSOCIATION, association);
        writer.section(Pid.PROGRAM_MAP, map);
    }
}
