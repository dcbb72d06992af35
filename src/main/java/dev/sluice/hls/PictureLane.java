package dev.sluice.hls;

import dev.sluice.media.AccessUnit;
import org.jspecify.annotations.Nullable;

/**
 * The rendition of one video track.
 *
 * <p>Samples follow one another without holes: what a frame really lasted is known when the next one comes, so the last
 * frame is held back. Where parts are listed and frames are of one length, the last frame of a part is written at
 * once with the length that it should have; the error, some fraction of a millisecond, goes into the decode time and
 * the length of the next one. When it really lasts much longer, frames are decoded early by what is missing, until
 * parts have room for it: a part is never longer than the target. Presentation times are never touched.
 */
final class PictureLane implements Lane {
    private final SegmentAssembler segment;
    private final PartTarget parts;
    private final FramePace pace = new FramePace();
    private @Nullable AccessUnit held;
    private long lastDts;

    /** Where the next frame is decoded, at the end of the one before. */
    private long nextTicks;

    private boolean goesOn;

    PictureLane(SegmentAssembler segment, PartTarget parts) {
        this.segment = segment;
        this.parts = parts;
    }

    @Override
    public void cut(SegmentStart next) {
        segment.place(next);
        if (segment.isLate()) {
            // The picture stands still: its last frame is shown until the segment's end.
            pass();
        }
    }

    @Override
    public void accept(AccessUnit unit) {
        long toleranceMicros = segment.micros(pace.frameTicks()) / 2;
        while (segment.reaches(place -> unit.dtsMicros() >= place.startMicros() - toleranceMicros)) {
            writeHeld(unit.dts());
            segment.pass();
        }
        if (segment.takes(unit.dtsMicros())) {
            append(unit);
        }
    }

    @Override
    public void flush(long endMicros) {
        writeHeld(lastDts + pace.frameTicks());
        segment.finish(endMicros);
        goesOn = false;
    }

    private void append(AccessUnit unit) {
        if (goesOn) {
            writeHeld(unit.dts());
            pace.add(unit.dts() - lastDts);
        } else {
            nextTicks = unit.dts();
            goesOn = true;
        }
        lastDts = unit.dts();
        long frameMicros = segment.micros(pace.frameTicks());
        boolean full = parts.isDecided()
                ? parts.isFull(segment.partMicros(), frameMicros)
                : parts.isFirst(segment.partMicros(), frameMicros);
        if (full) {
            segment.endPart();
        }
        segment.open(nextTicks);
        held = unit;
        boolean last = parts.isFull(segment.partMicros() + frameMicros, frameMicros);
        if (parts.isDecided() && last && pace.isSteady() && !isEarly()) {
            writeHeld(nextTicks + pace.frameTicks());
            segment.endPart();
        }
    }

    /** Writes the frame that was held back as one that lasts until {@code endTicks}. */
    private void writeHeld(long endTicks) {
        if (held != null) {
            long duration = Math.max(1, endTicks - nextTicks);
            if (lastsLongerThanForeseen(duration)) {
                segment.endPart();
            }
            if (parts.isDecided() && segment.micros(endTicks - lastDts) <= parts.micros()) {
                duration = Math.min(duration, roomTicks());
            }
            segment.add(held, nextTicks, duration);
            nextTicks += duration;
            held = null;
        }
    }

    /** The frame was meant to fill the part, and fits no more; what is stamped with jitter stays where it is. */
    private boolean lastsLongerThanForeseen(long durationTicks) {
        long frameMicros = segment.micros(Math.max(0, durationTicks - pace.frameTicks() / 2));
        return parts.isDecided() && parts.isFull(segment.partMicros(), frameMicros);
    }

    /** Whether frames are decoded before their time because one lasted longer than was foreseen. */
    private boolean isEarly() {
        return lastDts - nextTicks > FramePace.JITTER_TICKS;
    }

    /** What the part in progress may still take. */
    private long roomTicks() {
        return Math.max(1, (parts.micros() - segment.partMicros()) * 9 / 100);
    }

    private void pass() {
        segment.next().ifPresent(next -> writeHeld(next.startMicros() * 9 / 100));
        segment.pass();
        // What comes then was not there before: its time is its own.
        goesOn = false;
    }
}
