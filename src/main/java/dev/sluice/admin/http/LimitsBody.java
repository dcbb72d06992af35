package dev.sluice.admin.http;

import dev.sluice.access.MediaLimits;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The object {@code limits} of streams and keys; null in it takes a limit away. The bounds are the database's. */
final class LimitsBody {
    private static final long MIN_BITRATE = 1_000;
    private static final long MAX_BITRATE = 1_000_000_000;
    private static final int MIN_SIDE = 16;
    private static final int MAX_SIDE = 16_384;
    private static final long MAX_SECONDS = 365 * 86_400L;

    private LimitsBody() {}

    static MediaLimits read(Fields fields, MediaLimits before) {
        Fields limits = fields.object("limits");
        MediaLimits read = new MediaLimits(
                limits.number("maxBitrate", before.bitrate(), MIN_BITRATE, MAX_BITRATE),
                side(limits, "maxWidth", before.width()),
                side(limits, "maxHeight", before.height()),
                seconds(limits, before.duration()));
        limits.close();
        return read;
    }

    private static OptionalInt side(Fields limits, String name, OptionalInt before) {
        OptionalLong kept = before.isPresent() ? OptionalLong.of(before.getAsInt()) : OptionalLong.empty();
        OptionalLong read = limits.number(name, kept, MIN_SIDE, MAX_SIDE);
        return read.isPresent() ? OptionalInt.of((int) read.getAsLong()) : OptionalInt.empty();
    }

    private static Optional<Duration> seconds(Fields limits, Optional<Duration> before) {
        OptionalLong kept =
                before.map(Duration::toSeconds).map(OptionalLong::of).orElse(OptionalLong.empty());
        OptionalLong read = limits.number("maxDurationSeconds", kept, 1, MAX_SECONDS);
        return read.isPresent() ? Optional.of(Duration.ofSeconds(read.getAsLong())) : Optional.empty();
    }
}
