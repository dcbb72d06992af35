package dev.sluice.hls;

import dev.sluice.bytes.ByteArena;
import dev.sluice.bytes.SharedBytes;
import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import java.util.List;

/**
 * What the packager needs of a container; one per presentation, because continuity counters that restart cost players
 * which overlook EXT-X-DISCONTINUITY (FFmpeg) a picture.
 */
interface SegmentMuxer {
    /** MPEG-TS with continuity counters that go on over segments. */
    static SegmentMuxer mpegTs() {
        TsMuxer muxer = new TsMuxer();
        return new SegmentMuxer() {
            @Override
            public boolean carries(Codec codec) {
                return TsMuxer.carries(codec);
            }

            @Override
            public void start(List<Track> tracks, boolean discontinuity) {
                if (discontinuity) {
                    muxer.markDiscontinuity();
                }
                muxer.startSegment(tracks);
            }

            @Override
            public void write(AccessUnit unit) {
                muxer.write(unit);
            }

            @Override
            public SharedBytes end(ByteArena arena) {
                return arena.copy(muxer.endSegment());
            }

            @Override
            public void drop() {
                muxer.dropSegment();
            }
        };
    }

    /** Whether segments can hold this codec in a way that players find it. */
    boolean carries(Codec codec);

    /**
     * Begins a segment.
     *
     * @param tracks at most one of video and one of audio
     * @param discontinuity whether its time stamps or tracks do not continue those of the segment before
     */
    void start(List<Track> tracks, boolean discontinuity);

    void write(AccessUnit unit);

    /** The segment, written in {@code arena}. */
    SharedBytes end(ByteArena arena);

    /** Ends the segment as if it had never begun; a discontinuity follows. */
    void drop();
}
