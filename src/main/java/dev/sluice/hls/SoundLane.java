package dev.sluice.hls;

import dev.sluice.container.cmaf.AudioFrames;
import dev.sluice.media.AccessUnit;

/** The rendition of one audio track: frames last as long as their samples, to the tick. */
final class SoundLane implements Lane {
    private final SegmentAssembler segment;
    private final PartTarget parts;
    private long nextTicks;

    SoundLane(SegmentAssembler segment, PartTarget parts) {
        this.segment = segment;
        this.parts = parts;
    }

    @Override
    public void cut(SegmentStart next) {
        segment.place(next);
        if (segment.isLate()) {
            segment.pass();
        }
    }

    @Override
    public void accept(AccessUnit unit) {
        while (segment.reaches(place -> unit.ptsMicros() >= place.soundMicros())) {
            segment.pass();
        }
        if (segment.takes(unit.dtsMicros())) {
            append(unit);
        }
    }

    @Override
    public void flush(long endMicros) {
        segment.finish(endMicros);
    }

    private void append(AccessUnit unit) {
        long durationTicks = AudioFrames.durationTicks(unit);
        long frameMicros = segment.micros(durationTicks);
        // A fragment has one start time: a hole in the sound begins another.
        if (unit.dts() != nextTicks || parts.isFull(segment.partMicros(), frameMicros)) {
            segment.endPart();
        }
        segment.open(unit.dts());
        segment.add(unit, unit.dts(), durationTicks);
        nextTicks = unit.dts() + durationTicks;
        if (parts.isFull(segment.partMicros(), frameMicros)) {
            segment.endPart();
        }
    }
}
