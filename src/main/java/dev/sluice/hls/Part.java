package dev.sluice.hls;

import dev.sluice.bytes.SharedBytes;

/**
 * A piece of a segment that players may have before the segment is complete.
 *
 * @param durationMicros media time until the next part
 * @param independent whether a decoder can start with it
 */
public record Part(HlsResource.Part name, long durationMicros, boolean independent, SharedBytes content) {}
