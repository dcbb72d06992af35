package dev.sluice.live;

import java.time.Duration;
import java.util.Set;

/**
 * What a stream and a key together allow one publication, within the {@link PublicationLimits} that hold for all.
 *
 * @param bitrate bits of coded media a second; {@link Long#MAX_VALUE} for no limit
 * @param width pixels; {@link Integer#MAX_VALUE} for no limit
 * @param height pixels; the same
 * @param duration how long one publication may last; zero for ever
 * @param codecs what may be published; empty for all
 */
public record Allowance(long bitrate, int width, int height, Duration duration, Set<CodecFamily> codecs) {
    public static final Allowance UNLIMITED =
            new Allowance(Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ZERO, Set.of());

    public Allowance {
        codecs = Set.copyOf(codecs);
    }
}
