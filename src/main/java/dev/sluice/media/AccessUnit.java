package dev.sluice.media;

import dev.sluice.bytes.Slice;

/**
 * One coded picture or audio frame on the repaired timeline of its publication.
 *
 * @param dts decode time in ticks of the track's timescale; strictly increasing per track, common zero for all tracks
 * @param pts presentation time in the same ticks; may lie before {@code dts}
 * @param randomAccess whether a decoder can start here
 * @param data the access unit in the form that {@link Codec} defines for its codec
 */
public record AccessUnit(Track track, long dts, long pts, boolean randomAccess, Slice data) {
    /** Decode time in microseconds, for comparing tracks of different timescales. */
    public long dtsMicros() {
        return toMicros(dts);
    }

    public long ptsMicros() {
        return toMicros(pts);
    }

    private long toMicros(long ticks) {
        return Codec.micros(ticks, track.codec().timescale());
    }
}
