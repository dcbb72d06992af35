package dev.sluice.admin.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.access.Network;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;

/** What a client says of a playback token; nothing has to be said. */
final class TokenBody {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration USUAL = Duration.ofHours(1);

    private TokenBody() {}

    /** What is signed; times are in whole seconds. */
    record Terms(Instant notBefore, Instant expires, Optional<Network> addresses) {}

    static Terms read(ObjectNode body, Instant now) {
        Fields fields = Fields.of(body);
        OptionalLong lifetime =
                fields.number("lifetime", OptionalLong.empty(), SHORTEST.toSeconds(), LONGEST.toSeconds());
        Optional<Instant> expires = fields.time("expires", Optional.empty());
        Instant begin = fields.time("notBefore", Optional.empty()).orElse(Instant.EPOCH);
        Optional<Network> addresses = fields.parsed(
                "addresses",
                Optional.empty(),
                "a network like 192.0.2.0/24 or 2001:db8::/32, without bits behind its prefix",
                text -> Optional.of(Network.parseExact(text)).filter(Optional::isPresent));
        if (lifetime.isPresent() && expires.isPresent()) {
            fields.violation("lifetime", "does not go together with expires");
        }
        Instant end = expires.orElseGet(() -> now.plusSeconds(lifetime.orElse(USUAL.toSeconds())));
        Duration life = Duration.between(now, end);
        if (expires.isPresent() && (life.compareTo(SHORTEST) < 0 || life.compareTo(LONGEST) > 0)) {
            fields.violation("expires", "has to be a minute to 24 hours from now");
        }
        if (!begin.isBefore(end)) {
            fields.violation("notBefore", "has to be before the end");
        }
        fields.finish();
        return new Terms(seconds(begin), seconds(end), addresses);
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
