package dev.sluice.hls;

import dev.sluice.bytes.ByteArena;
import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Track;
import java.util.List;

/** Takes the segments of one rendition in the order of their places, each piece by piece. */
interface RenditionOutput {
    /**
     * What decoders need for what follows; before the first segment of a publication and at changes.
     *
     * @param init empty for MPEG-TS
     */
    void configure(List<Track> tracks, Slice init);

    /** Where pieces are to be written. */
    ByteArena arena();

    /** The first unit of a segment came; it is decoded at {@code startMicros}. */
    void begin(SegmentStart place, long startMicros);

    /**
     * The next piece of the segment.
     *
     * @param pictures frames of video in it
     * @param independent whether a decoder can start with it
     * @param content of {@link #arena}; the output releases it
     */
    void part(long durationMicros, int pictures, boolean independent, SharedBytes content);

    /** The segment is complete; {@code durationMicros} is that of all its parts together. */
    void end(long durationMicros);

    /** The rendition has no media for this place. */
    void gap(SegmentStart place, long durationMicros);

    /** The segment that was begun, the newest, is not worth listing. */
    void withdraw();
}
