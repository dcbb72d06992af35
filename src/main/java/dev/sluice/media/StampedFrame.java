package dev.sluice.media;

import dev.sluice.bytes.Slice;

/**
 * A coded frame with the time its encoder stamped on it, before {@link Timeline} makes sense of that.
 *
 * @param dtsMillis decode time in milliseconds modulo 2³², as the wire has it
 * @param compositionMillis presentation time minus decode time in milliseconds; may be negative
 * @param compositionNanos what is to be added to that, below a millisecond; 0 from encoders that do not tell it
 * @param randomAccess whether a decoder can start here; taken from the bitstream, not from a container's flag
 * @param data the access unit in the form that {@link Codec} defines for its codec
 */
public record StampedFrame(
        TrackId track, long dtsMillis, int compositionMillis, int compositionNanos, boolean randomAccess, Slice data) {
    /** A frame whose time is told in milliseconds alone. */
    public StampedFrame(TrackId track, long dtsMillis, int compositionMillis, boolean randomAccess, Slice data) {
        this(track, dtsMillis, compositionMillis, 0, randomAccess, data);
    }
}
