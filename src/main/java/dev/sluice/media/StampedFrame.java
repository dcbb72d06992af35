package dev.sluice.media;

import dev.sluice.bytes.Slice;

/**
 * A coded frame with the time its encoder stamped on it, before {@link Timeline} makes sense of that.
 *
 * @param dtsMillis decode time in milliseconds modulo 2³², as the wire has it
 * @param compositionMillis presentation time minus decode time in milliseconds; may be negative
 * @param randomAccess whether a decoder can start here; taken from the bitstream, not from a container's flag
 * @param data the access unit in the form that {@link Codec} defines for its codec
 */
public record StampedFrame(TrackId track, long dtsMillis, int compositionMillis, boolean randomAccess, Slice data) {}
