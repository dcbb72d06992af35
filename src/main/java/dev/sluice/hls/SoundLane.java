package dev.sluice.hls;

import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;

/** The rendition of one audio track: frames last as long as their samples, to the tick. */
final class SoundLane implements Lane {
    private final Codec.Audio codec;
    private final SegmentAssembler segment;
    private final PartTarget parts;
    private long nextTicks;

    SoundLane(Codec.Audio codec, SegmentAssembler segment, PartTarget parts) {
        this.codec = codec;
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
        boolean reached = true;
        while (reached) {
            reached = segment.next()
                    .filter(place -> unit.ptsMicros() >= place.soundMicros())
                    .isPresent();
            if (reached) {
                segment.pass();
            }
        }
        if (segment.hasPlace() && !segment.isMissed(unit.dtsMicros())) {
            append(unit);
        }
    }

    @Override
    public void flush(long endMicros) {
        segment.finish(endMicros);
    }

    private void append(AccessUnit unit) {
        long durationTicks = codec.samplesIn(unit.data());
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
