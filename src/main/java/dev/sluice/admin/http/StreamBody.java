package dev.sluice.admin.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.access.StreamSpec;
import dev.sluice.live.StreamName;
import dev.sluice.live.TakeoverPolicy;
import dev.sluice.live.Visibility;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What a client says of a stream. */
final class StreamBody {
    private static final String NAME_GRAMMAR = "a name: a lower-case letter or digit, then up to 63 of those, - and _";

    private static final StreamName UNNAMED = new StreamName("unnamed");

    private StreamBody() {}

    /** A new stream. */
    record Draft(StreamName name, StreamSpec spec) {}

    static Draft draft(ObjectNode body) {
        Fields fields = Fields.of(body);
        // Stands in until the name is known to be right; nothing is made of it when it is not.
        StreamName name = fields.parsed("name", UNNAMED, NAME_GRAMMAR, StreamName::parse);
        if (!fields.has("name")) {
            fields.violation("name", "is required");
        }
        StreamSpec spec = spec(fields, StreamSpec.DEFAULT);
        return new Draft(name, spec);
    }

    /** A change of {@code before}: what is absent stays. */
    static StreamSpec patch(ObjectNode body, StreamSpec before) {
        return spec(Fields.of(body), before);
    }

    private static StreamSpec spec(Fields fields, StreamSpec before) {
        StreamSpec spec = new StreamSpec(
                fields.text("title", before.title(), StreamSpec.MAX_TITLE),
                fields.parsed("visibility", before.visibility(), "public or private", word(Visibility.values())),
                fields.parsed("takeover", before.takeover(), "takeover or reject", word(TakeoverPolicy.values())),
                LimitsBody.read(fields, before.limits()));
        fields.finish();
        return spec;
    }

    private static <E extends Enum<E>> Function<String, Optional<E>> word(E[] values) {
        return text -> Arrays.stream(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }
}
