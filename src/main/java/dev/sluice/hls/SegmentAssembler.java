package dev.sluice.hls;

import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the samples of one track into parts and segments of fragmented MP4, and knows the places that were decided
 * and that the track has not reached.
 */
final class SegmentAssembler {
    private static final long SHORTEST_MICROS = 1_000;
    private static final long LATE_MICROS = 100_000;

    private final int timescale;
    private final boolean video;
    private final TrackMuxer muxer;
    private final RenditionOutput output;
    private final Deque<SegmentStart> ahead = new ArrayDeque<>();
    private @Nullable SegmentStart current;
    private boolean open;
    private boolean gap;
    private long segmentTicks;
    private long partTicks;
    private long endTicks;
    private long fragments;
    private int samplesOfPart;
    private boolean partIndependent;
    private boolean partStartsSegment;

    SegmentAssembler(Track track, TrackMuxer muxer, RenditionOutput output) {
        timescale = track.codec().timescale();
        video = track.id().kind() == MediaKind.VIDEO;
        this.muxer = muxer;
        this.output = output;
        output.configure(List.of(track), muxer.init());
    }

    void place(SegmentStart next) {
        ahead.add(next);
    }

    Optional<SegmentStart> next() {
        return Optional.ofNullable(ahead.peek());
    }

    /** Whether the next place is there and {@code reached} says that the track is in it. */
    boolean reaches(Predicate<SegmentStart> reached) {
        return !ahead.isEmpty() && reached.test(ahead.element());
    }

    /** Whether what is decoded at this time goes into the current place. */
    boolean takes(long dtsMicros) {
        return current != null && !isMissed(current, dtsMicros);
    }

    /** Whether the others are more than a whole segment ahead: the track has stalled. */
    boolean isLate() {
        return current != null && ahead.size() > 1;
    }

    /**
     * Whether the track was away and has not come back in time for the current place: all of it is a gap then, so that
     * times in all lists add up alike.
     */
    private boolean isMissed(SegmentStart place, long dtsMicros) {
        return gap && !open && dtsMicros - place.startMicros() > LATE_MICROS;
    }

    /** Ends the current place, with a gap if it has no media, and goes on to the next one. */
    void pass() {
        SegmentStart next = ahead.remove();
        end(next.startMicros());
        current = next;
    }

    /** Ends all places; media of all tracks ends at {@code endMicros}. */
    void finish(long endMicros) {
        while (!ahead.isEmpty()) {
            pass();
        }
        end(endMicros);
        current = null;
    }

    /** The media of the current place begins at {@code ticks}, if it has not begun. */
    void open(long ticks) {
        if (!open && current != null) {
            open = true;
            segmentTicks = ticks;
            endTicks = ticks;
            partStartsSegment = true;
            output.begin(current, micros(ticks));
        }
    }

    void add(AccessUnit unit, long ticks, long durationTicks) {
        if (samplesOfPart == 0) {
            partTicks = ticks;
            partIndependent = unit.randomAccess();
            muxer.begin(ticks);
        }
        muxer.add(unit, ticks, durationTicks);
        samplesOfPart++;
        endTicks = ticks + durationTicks;
    }

    /** Ends the part, if it has anything. */
    void endPart() {
        if (samplesOfPart > 0) {
            long duration = micros(endTicks) - micros(partTicks);
            int pictures = video ? samplesOfPart : 0;
            samplesOfPart = 0;
            output.part(duration, pictures, partIndependent, muxer.end(++fragments, partStartsSegment, output.arena()));
            partStartsSegment = false;
        }
    }

    /** Media time of the part in progress. */
    long partMicros() {
        return samplesOfPart == 0 ? 0 : micros(endTicks) - micros(partTicks);
    }

    long micros(long ticks) {
        return Codec.micros(ticks, timescale);
    }

    private void end(long nextMicros) {
        if (open) {
            open = false;
            gap = false;
            endPart();
            output.end(Math.max(SHORTEST_MICROS, micros(endTicks) - micros(segmentTicks)));
        } else if (current != null) {
            gap = true;
            output.gap(current, Math.max(SHORTEST_MICROS, nextMicros - current.startMicros()));
        }
    }
}
