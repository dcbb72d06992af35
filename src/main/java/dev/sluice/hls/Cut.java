package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import dev.sluice.media.Track;
import java.util.List;

/**
 * A segment as the packager cut it, before the presentation gives it a number.
 *
 * @param sincePublishMicros media time from the publication's first unit to this segment's
 * @param discontinuity whether it does not continue the segment before
 * @param pictures frames of the default video track
 * @param irregularGopMicros see {@link GopMeter#irregularMicros()}
 */
record Cut(
        long sincePublishMicros,
        long durationMicros,
        boolean discontinuity,
        boolean independent,
        Slice content,
        List<Track> tracks,
        int pictures,
        long irregularGopMicros) {}
