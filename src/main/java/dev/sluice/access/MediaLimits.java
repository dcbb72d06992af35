package dev.sluice.access;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What publications may have at most, as a stream or a key has it; empty is no limit of its own.
 *
 * @param bitrate bits a second, averaged over ten seconds
 * @param width pixels
 * @param height pixels
 * @param duration of one publication, in whole seconds
 */
public record MediaLimits(OptionalLong bitrate, OptionalInt width, OptionalInt height, Optional<Duration> duration) {
    /** No limit at all. */
    public static final MediaLimits NONE =
            new MediaLimits(OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
}
