package dev.sluice.admin.http;

import dev.sluice.access.Network;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What may be said about a playback token; nothing has to be.
 *
 * @param lifetime seconds until it ends; not together with {@code expires}
 * @param expires RFC 3339
 * @param notBefore RFC 3339; good at once without it
 * @param addresses a network, such as {@code 192.0.2.0/24}, that viewers have to be in
 */
public record TokenWish(
        @Schema(minimum = "60", maximum = "86400", defaultValue = "3600") @Nullable
        Integer lifetime,

        @Nullable String expires,
        @Nullable String notBefore,
        @Nullable String addresses) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration USUAL = Duration.ofHours(1);
    private static final String LIFE = "a token lives 1 minute to 24 hours.";

    /** What became of a wish. */
    sealed interface Reading {}

    /** It is all right; times are in whole seconds. */
    record Terms(Instant notBefore, Instant expires, Optional<Network> addresses) implements Reading {}

    /** It is not. */
    record Violations(List<String> sentences) implements Reading {}

    static Reading read(Optional<TokenWish> wish, Instant now) {
        List<String> wrong = new ArrayList<>();
        Optional<Long> lifetime =
                wish.flatMap(said -> Optional.ofNullable(said.lifetime())).map(Integer::longValue);
        Optional<String> expires = wish.flatMap(said -> Optional.ofNullable(said.expires()));
        Optional<String> addresses = wish.flatMap(said -> Optional.ofNullable(said.addresses()));
        Instant begin = wish.flatMap(said -> Optional.ofNullable(said.notBefore()))
                .map(text -> time("notBefore", text, wrong))
                .orElse(Instant.EPOCH);
        if (lifetime.isPresent() && expires.isPresent()) {
            wrong.add("lifetime: not together with expires.");
        }
        Instant end = expires.map(text -> time("expires", text, wrong))
                .orElseGet(() -> now.plusSeconds(lifetime.orElse(USUAL.toSeconds())));
        Duration life = Duration.between(now, end);
        if (wrong.isEmpty() && (life.compareTo(SHORTEST) < 0 || life.compareTo(LONGEST) > 0)) {
            wrong.add((expires.isPresent() ? "expires: " : "lifetime: ") + LIFE);
        }
        if (wrong.isEmpty() && !begin.isBefore(end)) {
            wrong.add("notBefore: must be before the end.");
        }
        Optional<Network> network = addresses.flatMap(Network::parse);
        if (addresses.isPresent() && network.isEmpty()) {
            wrong.add("addresses: must be a network, such as 192.0.2.0/24.");
        }
        return wrong.isEmpty() ? new Terms(seconds(begin), seconds(end), network) : new Violations(List.copyOf(wrong));
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant time(String field, String text, List<String> wrong) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (time.getEpochSecond() >= 0) {
                return time;
            }
        } catch (DateTimeException notATime) {
            // Told below, as a time before all times is.
        }
        wrong.add(field + ": must be a time as RFC 3339 writes it.");
        return Instant.EPOCH;
    }
}
