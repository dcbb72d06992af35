package dev.sluice.hls;

import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.media.Codec;

/** The containers that this server writes. */
final class Containers {
    private Containers() {}

    static Container of(Format format) {
        return switch (format) {
            case MPEGTS -> new ProgramContainer(SegmentMuxer.mpegTs());
            case CMAF -> new TrackContainer(CmafMuxer::new, CmafMuxer::poster, CmafMuxer::carries);
        };
    }

    static boolean carries(Format format, Codec codec) {
        return switch (format) {
            case MPEGTS -> TsMuxer.carries(codec);
            case CMAF -> CmafMuxer.carries(codec);
        };
    }
}
