package dev.sluice.live;

import dev.sluice.media.TimelineLimits;
import java.time.Duration;

/**
 * What an authorised publisher may do: authorised is not trusted.
 *
 * @param publications how many may run at once on this replica
 * @param bitrate bits of coded media a second, over ten seconds of media or wall time, whichever is longer
 * @param framesPerSecond pictures a second, over two seconds of the same
 * @param pictureArea width times height, in pixels
 * @param duration how long one publication may last; zero for ever
 * @param configChanges changed codec configurations within ten seconds
 * @param timeline how often time stamps may jump
 * @param takeovers takeovers of a stream within thirty seconds that are not made to wait
 */
public record PublicationLimits(
        int publications,
        long bitrate,
        int framesPerSecond,
        long pictureArea,
        Duration duration,
        int configChanges,
        TimelineLimits timeline,
        int takeovers) {
    public static final PublicationLimits DEFAULT = new PublicationLimits(
            Integer.MAX_VALUE, 50_000_000, 300, 9_437_184, Duration.ZERO, 5, TimelineLimits.DEFAULT, 3);
}
