package dev.sluice.admin.http;

import dev.sluice.admin.http.Problem.Violation;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The part of a list that is asked for.
 *
 * @param after what the part begins behind
 * @param limit how many entries it may have
 */
record PageQuery<K>(Optional<K> after, int limit) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    /** Reads {@code limit} and {@code after}; {@code kind} says what the latter is. */
    static <K> PageQuery<K> of(
            MultivaluedMap<String, String> query, String kind, Function<String, Optional<K>> parser) {
        List<Violation> violations = new ArrayList<>();
        Optional<K> after = single(query, "after", kind, parser, violations);
        int limit = single(query, "limit", "a number from 1 to " + MAX_LIMIT, PageQuery::limit, violations)
                .orElse(DEFAULT_LIMIT);
        if (!violations.isEmpty()) {
            throw new Refused(Problem.of(ProblemKind.INVALID_REQUEST, "The query is not valid.", violations));
        }
        return new PageQuery<>(after, limit);
    }

    /** Where the next part begins; null behind the last one. {@code entries} were asked for with one more. */
    <E> @Nullable String next(List<E> entries, Function<E, String> key) {
        return entries.size() > limit ? key.apply(entries.get(limit - 1)) : null;
    }

    /** The entries of this part. */
    <E> List<E> cut(List<E> entries) {
        return entries.size() > limit ? entries.subList(0, limit) : entries;
    }

    private static <K> Optional<K> single(
            MultivaluedMap<String, String> query,
            String name,
            String allowed,
            Function<String, Optional<K>> parser,
            List<Violation> violations) {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Optional<K> value = values.size() == 1 ? parser.apply(values.get(0)) : Optional.empty();
        if (value.isEmpty()) {
            violations.add(new Violation("?" + name, "has to be " + allowed + ", once"));
        }
        return value;
    }

    private static Optional<Integer> limit(String text) {
        if (!text.matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        int limit = Integer.parseInt(text);
        return limit >= 1 && limit <= MAX_LIMIT ? Optional.of(limit) : Optional.empty();
    }
}
