package dev.sluice.hls;

import dev.sluice.bytes.ByteArena;
import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;

/** What a rendition of one track needs of its container. One per rendition and publication. */
interface TrackMuxer {
    /** What decoders need before the first fragment; the same bytes for the same configuration. */
    Slice init();

    /** Begins a fragment whose first sample is decoded at {@code ticks} of the track's timescale. */
    void begin(long ticks);

    /** Adds a sample that is decoded at {@code ticks}; its presentation time stays that of the unit. */
    void add(AccessUnit unit, long ticks, long durationTicks);

    /** Ends the fragment; {@code number} is greater than that of the one before, {@code arena} where it is written. */
    SharedBytes end(long number, boolean startsSegment, ByteArena arena);
}
