package dev.sluice.admin.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.access.MediaLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits in JSON; null is no limit.
 *
 * @param maxBitrate bits a second, averaged over ten seconds
 * @param maxWidth pixels
 * @param maxHeight pixels
 * @param maxDurationSeconds of one publication
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record LimitsView(
        @Nullable Long maxBitrate,
        @Nullable Integer maxWidth,
        @Nullable Integer maxHeight,
        @Nullable Long maxDurationSeconds) {

    static LimitsView of(MediaLimits limits) {
        return new LimitsView(
                limits.bitrate().isPresent() ? (Long) limits.bitrate().getAsLong() : null,
                limits.width().isPresent() ? (Integer) limits.width().getAsInt() : null,
                limits.height().isPresent() ? (Integer) limits.height().getAsInt() : null,
                limits.duration().map(Duration::toSeconds).orElse(null));
    }
}
