package dev.sluice.hls;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the media of a presentation is, as its multivariant playlist declares it.
 *
 * @param codecs RFC 6381 names, comma-separated, video first
 * @param picture empty without video
 * @param bandwidth peak bits per second
 * @param averageBandwidth bits per second over the window
 */
public record MediaFacts(String codecs, Optional<Picture> picture, long bandwidth, long averageBandwidth) {
    /**
     * Facts of the video track.
     *
     * @param width in pixels, after cropping
     * @param height in pixels, after cropping
     * @param frameRate frames per second; empty while unknown
     */
    public record Picture(int width, int height, OptionalDouble frameRate) {}
}
