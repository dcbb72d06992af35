package dev.sluice.live;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A live stream as viewers may know it.
 *
 * @param since when its running publication began
 * @param width pixels; 0 without video
 * @param height pixels; 0 without video
 * @param fps frames a second as measured; 0 while unknown
 * @param codecs as RFC 6381 writes them, comma-separated
 * @param poster address of its newest key picture, as a film of one frame; empty while there is none
 * @param viewers empty while they cannot be counted
 */
public record LiveStream(
        StreamName name,
        String title,
        Instant since,
        int width,
        int height,
        double fps,
        String codecs,
        OptionalInt viewers,
        Latency latency,
        Optional<String> poster) {

    /** How the stream is delivered. */
    public enum Latency {
        NORMAL,
        LOW
    }
}
