package dev.sluice.admin.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.access.KeySpec;
import dev.sluice.access.Network;
import dev.sluice.live.CodecFamily;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What a client says of a key. */
final class KeyBody {
    private static final long DEFAULT_OVERLAP_SECONDS = 600;
    private static final long MAX_OVERLAP_SECONDS = 7 * 86_400;
    private static final String CODECS = "one of "
            + Arrays.stream(CodecFamily.values()).map(CodecFamily::word).collect(Collectors.joining(", "));

    private KeyBody() {}

    /** How a key is rotated. */
    record Rotation(Duration overlap, Optional<Instant> expires) {}

    static KeySpec draft(ObjectNode body, Instant now) {
        Fields fields = Fields.of(body);
        KeySpec spec = read(fields, KeySpec.DEFAULT);
        refusePast(fields, spec.expires(), now);
        fields.finish();
        return spec;
    }

    /** A change of {@code before}: what is absent stays. An end in the past ends the key at once. */
    static KeySpec patch(ObjectNode body, KeySpec before) {
        Fields fields = Fields.of(body);
        KeySpec spec = read(fields, before);
        fields.finish();
        return spec;
    }

    static Rotation rotation(ObjectNode body, Instant now) {
        Fields fields = Fields.of(body);
        OptionalLong overlap =
                fields.number("overlapSeconds", OptionalLong.of(DEFAULT_OVERLAP_SECONDS), 0, MAX_OVERLAP_SECONDS);
        Optional<Instant> expires = fields.time("expires", Optional.empty());
        refusePast(fields, expires, now);
        fields.finish();
        return new Rotation(Duration.ofSeconds(overlap.orElse(DEFAULT_OVERLAP_SECONDS)), expires);
    }

    private static KeySpec read(Fields fields, KeySpec before) {
        KeySpec spec = new KeySpec(
                fields.text("label", before.label(), KeySpec.MAX_LABEL),
                fields.time("notBefore", before.notBefore()),
                fields.time("expires", before.expires()),
                fields.flag("disabled", before.disabled()),
                fields.list(
                        "sources",
                        before.sources(),
                        KeySpec.MAX_SOURCES,
                        "a network like 192.0.2.0/24 or 2001:db8::/32, without bits behind its prefix",
                        Network::parseExact),
                fields.list("codecs", before.codecs(), CodecFamily.values().length, CODECS, CodecFamily::parse),
                LimitsBody.read(fields, before.limits()));
        if (!spec.isPossible()) {
            fields.violation("expires", "has to be after notBefore");
        }
        return spec;
    }

    private static void refusePast(Fields fields, Optional<Instant> expires, Instant now) {
        if (expires.filter(end -> !end.isAfter(now)).isPresent()) {
            fields.violation("expires", "lies in the past");
        }
    }
}
