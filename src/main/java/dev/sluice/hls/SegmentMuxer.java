package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import java.util.List;

/** What the packager needs of a container; one instance per publication. */
interface SegmentMuxer {
    /** MPEG-TS with continuity counters that go on over segments. */
    static SegmentMuxer mpegTs() {
        TsMuxer muxer = new TsMuxer();
        return new SegmentMuxer() {
            @Override
            public void start(List<Track> tracks) {
                muxer.startSegment(tracks);
            }

            @Override
            public void write(AccessUnit unit) {
                muxer.write(unit);
            }

            @Override
            public int size() {
                return muxer.size();
            }

            @Override
            public Slice end() {
                return muxer.endSegment();
            }
        };
    }

    void start(List<Track> tracks);

    void write(AccessUnit unit);

    /** Bytes of the segment so far. */
    int size();

    Slice end();
}
