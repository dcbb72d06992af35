package dev.sluice.admin.http;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of requests as the OpenAPI document shows them. They are read by {@link StreamBody}, {@link KeyBody},
 * {@link TokenBody} and {@link KickResource}, which tell everything that is wrong at once; a test holds both to the
 * same properties.
 */
final class RequestSchemas {
    static final String STREAM = "{\"name\":\"stage\",\"title\":\"The big stage\",\"visibility\":\"public\","
            + "\"takeover\":\"reject\",\"limits\":{\"maxBitrate\":8000000,\"maxWidth\":1920,\"maxHeight\":1080,"
            + "\"maxDurationSeconds\":86400}}";
    static final String KEY = "{\"label\":\"camera 1\",\"expires\":\"2035-01-31T12:00:00Z\","
            + "\"sources\":[\"192.0.2.0/24\"],\"codecs\":[\"h264\",\"aac\"],\"limits\":{\"maxBitrate\":6000000}}";

    private RequestSchemas() {}

    /** Limits; null takes one away. */
    @Schema(name = "Limits")
    record Limits(
            @Schema(
                    minimum = "1000",
                    maximum = "1000000000",
                    description = "bits a second over ten seconds",
                    nullable = true)
            @Nullable
            Long maxBitrate,

            @Schema(minimum = "16", maximum = "16384", description = "pixels", nullable = true) @Nullable
            Integer maxWidth,

            @Schema(minimum = "16", maximum = "16384", description = "pixels", nullable = true) @Nullable
            Integer maxHeight,

            @Schema(minimum = "1", maximum = "31536000", description = "of one publication", nullable = true) @Nullable
            Long maxDurationSeconds) {}

    /** A stream to be made. */
    @Schema(name = "NewStream")
    record NewStream(
            @Schema(required = true, pattern = "^[a-z0-9][a-z0-9_-]{0,63}$")
            String name,

            @Schema(maxLength = 200) String title,

            @Schema(
                    enumeration = {"public", "private"},
                    defaultValue = "public")
            String visibility,

            @Schema(
                    enumeration = {"takeover", "reject"},
                    defaultValue = "takeover",
                    description = "what happens when a second encoder comes")
            String takeover,

            Limits limits) {}

    /** What may be changed of a stream. */
    @Schema(name = "StreamChange")
    record StreamChange(
            @Schema(maxLength = 200) String title,
            @Schema(enumeration = {"public", "private"}) String visibility,
            @Schema(enumeration = {"takeover", "reject"}) String takeover,
            Limits limits) {}

    /** A key to be made, or what may be changed of one. */
    @Schema(name = "KeySettings")
    record KeySettings(
            @Schema(maxLength = 100) String label,

            @Schema(format = "date-time", nullable = true, description = "from when the key is good") @Nullable
            String notBefore,

            @Schema(format = "date-time", nullable = true, description = "from when it is no longer good") @Nullable
            String expires,

            @Schema(description = "for a while; to take it away for ever, delete it")
            boolean disabled,

            @Schema(maxItems = 32, description = "networks in CIDR notation; none means anywhere")
            List<String> sources,

            @Schema(description = "h264, hevc, av1, vp9, aac, opus, mp3, ac3, eac3, flac; none means all")
            List<String> codecs,

            Limits limits) {}

    /** How a key is rotated. */
    @Schema(name = "Rotation")
    record Rotation(
            @Schema(
                    minimum = "0",
                    maximum = "604800",
                    defaultValue = "600",
                    description = "how long both keys are good")
            long overlapSeconds,

            @Schema(
                    format = "date-time",
                    nullable = true,
                    description = "end of the new key; without it the key lives as long as the old one was made to")
            @Nullable
            String expires) {}

    /** How long a kicked key is refused. */
    @Schema(name = "Kick")
    record Kick(
            @Schema(minimum = "0", maximum = "86400", defaultValue = "30", description = "seconds")
            long cooldown) {}

    /** What a playback token is to be good for. */
    @Schema(name = "TokenTerms")
    record TokenTerms(
            @Schema(
                    minimum = "60",
                    maximum = "86400",
                    defaultValue = "3600",
                    description = "seconds; not together with expires")
            long lifetime,

            @Schema(format = "date-time", nullable = true, description = "a minute to 24 hours from now") @Nullable
            String expires,

            @Schema(format = "date-time", nullable = true, description = "good at once without it") @Nullable
            String notBefore,

            @Schema(description = "a network in CIDR notation that viewers have to be in") @Nullable
            String addresses) {}
}
