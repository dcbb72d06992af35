package dev.sluice.admin.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.sluice.access.IssuedKey;
import dev.sluice.access.KeyEntry;
import dev.sluice.access.KeySpec;
import dev.sluice.access.Network;
import dev.sluice.bytes.Secret;
import dev.sluice.live.CodecFamily;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A key in JSON. Times are RFC 3339.
 *
 * @param state a word of {@link dev.sluice.access.KeyState}
 * @param prefix what may be seen of the key at any time
 * @param imported from the replaced system: to be rotated
 * @param key the key itself: only in the one answer that made it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record KeyView(
        String id,
        String stream,
        String label,
        String state,
        String prefix,
        boolean imported,
        String created,
        @Nullable String notBefore,
        @Nullable String expires,
        boolean disabled,
        @Nullable String revoked,
        @Nullable String lastUsed,
        List<String> sources,
        List<String> codecs,
        LimitsView limits,
        long revision,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonSerialize(using = Revealed.class)
        @Schema(implementation = String.class)
        @Nullable
        Secret key) {

    /**
     * A page of them.
     *
     * @param next where the next page begins, to be sent as {@code after}; null on the last page
     */
    public record Page(List<KeyView> items, @Nullable String next) {}

    static KeyView of(KeyEntry entry, Instant now) {
        return of(new IssuedKey(entry, Optional.empty()), now);
    }

    static KeyView of(IssuedKey issued, Instant now) {
        KeyEntry entry = issued.entry();
        KeySpec spec = entry.spec();
        return new KeyView(
                entry.id().toString(),
                entry.stream().value(),
                spec.label(),
                entry.state(now).word(),
                entry.prefix(),
                entry.imported(),
                entry.created().toString(),
                text(spec.notBefore()),
                text(spec.expires()),
                spec.disabled(),
                text(entry.revoked()),
                text(entry.lastUsed()),
                spec.sources().stream().map(Network::text).toList(),
                spec.codecs().stream().map(CodecFamily::word).toList(),
                LimitsView.of(spec.limits()),
                entry.revision(),
                issued.text().orElse(null));
    }

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    /** The one place where a key leaves the service. */
    static final class Revealed extends JsonSerializer<Secret> {
        @Override
        public void serialize(Secret key, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(key.reveal());
        }
    }
}
