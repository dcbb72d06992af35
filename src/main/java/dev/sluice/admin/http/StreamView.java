package dev.sluice.admin.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.access.StreamEntry;
import dev.sluice.access.StreamSpec;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a stream in JSON.
 *
 * @param visibility {@code public} or {@code private}
 * @param takeover {@code takeover} or {@code reject}
 * @param created RFC 3339
 * @param revision grows with every change
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record StreamView(
        String name,
        String title,
        String visibility,
        String takeover,
        LimitsView limits,
        String created,
        long revision) {

    /**
     * A page of them.
     *
     * @param next where the next page begins, to be sent as {@code after}; null on the last page
     */
    public record Page(List<StreamView> items, @Nullable String next) {}

    static StreamView of(StreamEntry entry) {
        StreamSpec spec = entry.spec();
        return new StreamView(
                entry.name().value(),
                spec.title(),
                spec.visibility().name().toLowerCase(Locale.ROOT),
                spec.takeover().name().toLowerCase(Locale.ROOT),
                LimitsView.of(spec.limits()),
                entry.created().toString(),
                entry.revision());
    }
}
