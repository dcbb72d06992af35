package dev.sluice.container.flv;

import dev.sluice.bytes.Slice;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.TrackId;

/**
 * When a message says that its frame is decoded and shown.
 *
 * @param dtsMillis modulo 2³²
 * @param compositionMillis presentation minus decode time
 * @param compositionNanos what a ModEx adds to the presentation time, 0…999,999
 */
record FrameTime(long dtsMillis, int compositionMillis, int compositionNanos) {
    private static final long MASK = 0xFFFFFFFFL;

    StampedFrame frame(TrackId track, boolean randomAccess, Slice data) {
        return new StampedFrame(track, dtsMillis, compositionMillis, compositionNanos, randomAccess, data);
    }

    /** The time of a frame that lies {@code samples} behind the first of its message. */
    FrameTime plus(long samples, int sampleRate) {
        long later = dtsMillis + samples * 1_000 / sampleRate;
        return new FrameTime(later & MASK, compositionMillis, compositionNanos);
    }
}
