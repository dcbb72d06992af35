package dev.sluice.access.postgres;

import dev.sluice.access.KeyEntry;
import dev.sluice.access.KeySpec;
import dev.sluice.access.MediaLimits;
import dev.sluice.access.Network;
import dev.sluice.access.StreamEntry;
import dev.sluice.access.StreamSpec;
import dev.sluice.live.CodecFamily;
import dev.sluice.live.StreamName;
import dev.sluice.live.TakeoverPolicy;
import dev.sluice.live.Visibility;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows of {@code streams} and {@code stream_keys} and the records of the model, both ways. */
final class RegistryRows {
    static final String STREAM_COLUMNS =
            "name, title, visibility, takeover, created, revision, max_bitrate, max_width, max_height, max_duration";

    static final String KEY_COLUMNS = "id, stream, label, prefix, imported, created, not_before, expires, disabled,"
            + " revoked, last_used, revision, sources::text[] AS sources, codecs, max_bitrate, max_width, max_height,"
            + " max_duration";

    private RegistryRows() {}

    static StreamEntry stream(Row row) {
        StreamSpec spec = new StreamSpec(
                row.getString("title"),
                Visibility.valueOf(row.getString("visibility").toUpperCase(Locale.ROOT)),
                TakeoverPolicy.valueOf(row.getString("takeover").toUpperCase(Locale.ROOT)),
                limits(row));
        return new StreamEntry(
                new StreamName(row.getString("name")),
                spec,
                row.getOffsetDateTime("created").toInstant(),
                row.getLong("revision"));
    }

    static KeyEntry key(Row row) {
        KeySpec spec = new KeySpec(
                row.getString("label"),
                time(row, "not_before"),
                time(row, "expires"),
                row.getBoolean("disabled"),
                Stream.of(row.getArrayOfStrings("sources"))
                        .map(text -> Network.parse(text).orElseThrow())
                        .toList(),
                Stream.of(row.getArrayOfStrings("codecs"))
                        .flatMap(word -> CodecFamily.parse(word).stream())
                        .toList(),
                limits(row));
        return new KeyEntry(
                row.getUUID("id"),
                new StreamName(row.getString("stream")),
                spec,
                row.getString("prefix"),
                row.getBoolean("imported"),
                row.getOffsetDateTime("created").toInstant(),
                time(row, "revoked"),
                time(row, "last_used"),
                row.getLong("revision"));
    }

    /** Appends title, visibility, takeover and the four limits. */
    static Tuple addStream(Tuple tuple, StreamSpec spec) {
        tuple.addString(spec.title())
                .addString(spec.visibility().name().toLowerCase(Locale.ROOT))
                .addString(spec.takeover().name().toLowerCase(Locale.ROOT));
        return addLimits(tuple, spec.limits());
    }

    /** Appends label, not before, expires, disabled, sources, codecs and the four limits. */
    static Tuple addKey(Tuple tuple, KeySpec spec) {
        tuple.addString(spec.label())
                .addValue(time(spec.notBefore()))
                .addValue(time(spec.expires()))
                .addBoolean(spec.disabled())
                .addArrayOfString(spec.sources().stream().map(Network::text).toArray(String[]::new))
                .addArrayOfString(spec.codecs().stream().map(CodecFamily::word).toArray(String[]::new));
        return addLimits(tuple, spec.limits());
    }

    static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? (Long) value.getAsLong() : null;
    }

    static @Nullable OffsetDateTime time(Optional<Instant> time) {
        return time.map(instant -> instant.atOffset(ZoneOffset.UTC)).orElse(null);
    }

    private static Tuple addLimits(Tuple tuple, MediaLimits limits) {
        return tuple.addValue(orNull(limits.bitrate()))
                .addValue(orNull(limits.width()))
                .addValue(orNull(limits.height()))
                .addValue(limits.duration()
                        .map(Duration::toSeconds)
                        .map(Math::toIntExact)
                        .orElse(null));
    }

    private static @Nullable Integer orNull(OptionalInt value) {
        return value.isPresent() ? (Integer) value.getAsInt() : null;
    }

    private static MediaLimits limits(Row row) {
        @Nullable Long bitrate = row.getLong("max_bitrate");
        @Nullable Integer duration = row.getInteger("max_duration");
        return new MediaLimits(
                bitrate == null ? OptionalLong.empty() : OptionalLong.of(bitrate),
                integer(row, "max_width"),
                integer(row, "max_height"),
                duration == null ? Optional.empty() : Optional.of(Duration.ofSeconds(duration)));
    }

    private static OptionalInt integer(Row row, String column) {
        @Nullable Integer value = row.getInteger(column);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static Optional<Instant> time(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }
}
