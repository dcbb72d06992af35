package dev.sluice.admin.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.live.LiveEvent;
import dev.sluice.live.StreamName;
import org.jspecify.annotations.Nullable;

/**
 * An event in JSON.
 *
 * @param kind {@code published}, {@code ended}, {@code refused}, {@code taken_over}, {@code discontinuity} or
 *     {@code warning}
 * @param at RFC 3339
 * @param stream null when a publisher was refused
 * @param reason a close reason, where a connection ended
 * @param address the encoder's, where one is concerned
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record EventView(
        String kind,
        String at,
        @Nullable String stream,
        @Nullable String reason,
        @Nullable String address,
        String text) {

    static EventView of(LiveEvent event) {
        return new EventView(
                event.kind().word(),
                event.at().toString(),
                event.stream().map(StreamName::value).orElse(null),
                event.reason().orElse(null),
                event.address().orElse(null),
                event.text());
    }
}
