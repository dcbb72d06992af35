package dev.sluice.conformance;

import dev.sluice.conformance.MediaPlaylist.Segment;

/**
 * What was measured of a segment's media, on the time line of its container, in seconds.
 *
 * @param start of the leading track: video if there is any
 * @param end behind the last sample of the leading track
 * @param frame the longest distance of two samples of the leading track
 * @param frames of the leading track
 */
record Measured(Segment segment, double start, double end, double frame, int frames, boolean video, int bytes) {
    double seconds() {
        return end - start;
    }
}
