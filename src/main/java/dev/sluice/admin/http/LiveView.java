package dev.sluice.admin.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.live.LiveStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A live stream in JSON.
 *
 * @param since RFC 3339
 * @param codecs RFC 6381, comma-separated
 * @param viewers null while they cannot be counted
 * @param latency {@code normal} or {@code low}
 * @param poster where its newest key picture is, an MP4 file of one frame; null while there is none
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record LiveView(
        String name,
        String title,
        String since,
        int width,
        int height,
        double fps,
        String codecs,
        @Nullable Integer viewers,
        String latency,
        @Nullable String poster) {

    /** A page of them. */
    public record Page(List<LiveView> items) {}

    static LiveView of(LiveStream stream) {
        return new LiveView(
                stream.name().value(),
                stream.title(),
                stream.since().toString(),
                stream.width(),
                stream.height(),
                stream.fps(),
                stream.codecs(),
                stream.viewers().isPresent() ? (Integer) stream.viewers().getAsInt() : null,
                stream.latency().name().toLowerCase(Locale.ROOT),
                stream.poster().orElse(null));
    }
}
