package dev.sluice.admin.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.admin.http.Problem.Violation;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads the properties of a JSON object and collects everything that is wrong with them, like a form. A property that
 * is absent keeps its value; which properties there are is what was asked for.
 */
final class Fields {
    private static final int MAX_ERRORS = 50;
    /** Controls, unpaired surrogates, and what turns the direction of the text around it. */
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]");

    private final ObjectNode object;
    private final String pointer;
    private final List<Violation> violations;
    private final Set<String> known = new HashSet<>();

    private Fields(ObjectNode object, String pointer, List<Violation> violations) {
        this.object = object;
        this.pointer = pointer;
        this.violations = violations;
    }

    static Fields of(ObjectNode object) {
        return new Fields(object, "#", new ArrayList<>());
    }

    /** Printable text of so many characters at most. */
    String text(String name, String otherwise, int maxCharacters) {
        Optional<JsonNode> node = find(name);
        if (node.isEmpty()) {
            return otherwise;
        }
        if (!node.get().isTextual()) {
            return wrong(name, "has to be a text", otherwise);
        }
        String text = node.get().textValue();
        if (text.codePointCount(0, text.length()) > maxCharacters) {
            return wrong(name, "may have " + maxCharacters + " characters at most", otherwise);
        }
        return UNPRINTABLE.matcher(text).find()
                ? wrong(name, "may not have control characters or marks of direction", otherwise)
                : text;
    }

    /** A text that {@code parser} understands; {@code allowed} completes "has to be …". */
    <T> T parsed(String name, T otherwise, String allowed, Function<String, Optional<T>> parser) {
        return find(name)
                .map(node -> Optional.of(node)
                        .filter(JsonNode::isTextual)
                        .flatMap(text -> parser.apply(text.textValue()))
                        .orElseGet(() -> wrong(name, "has to be " + allowed, otherwise)))
                .orElse(otherwise);
    }

    boolean flag(String name, boolean otherwise) {
        Optional<JsonNode> node = find(name);
        if (node.isPresent() && !node.get().isBoolean()) {
            return wrong(name, "has to be true or false", otherwise);
        }
        return node.map(JsonNode::booleanValue).orElse(otherwise);
    }

    /** A whole number in the range; null is none. */
    OptionalLong number(String name, OptionalLong otherwise, long min, long max) {
        Optional<JsonNode> node = find(name);
        if (node.isEmpty()) {
            return otherwise;
        }
        if (node.get().isNull()) {
            return OptionalLong.empty();
        }
        boolean fits = node.get().isIntegralNumber()
                && node.get().canConvertToLong()
                && node.get().longValue() >= min
                && node.get().longValue() <= max;
        return fits
                ? OptionalLong.of(node.get().longValue())
                : wrong(name, "has to be a whole number from " + min + " to " + max, otherwise);
    }

    /** A time of RFC 3339; null is none. PostgreSQL keeps microseconds, and so do we. */
    Optional<Instant> time(String name, Optional<Instant> otherwise) {
        Optional<JsonNode> node = find(name);
        if (node.isPresent() && node.get().isNull()) {
            return Optional.empty();
        }
        return parsed(name, otherwise, "a time like 2030-01-31T12:00:00Z, before 2200, or null", text -> {
            try {
                Instant time = OffsetDateTime.parse(text).toInstant();
                boolean sane = time.isAfter(Instant.EPOCH) && time.isBefore(Instant.parse("2200-01-01T00:00:00Z"));
                return sane ? Optional.of(Optional.of(time.truncatedTo(ChronoUnit.MICROS))) : Optional.empty();
            } catch (DateTimeParseException malformed) {
                return Optional.empty();
            }
        });
    }

    /** A list of texts that {@code parser} understands. */
    <T> List<T> list(String name, List<T> otherwise, int max, String allowed, Function<String, Optional<T>> parser) {
        Optional<JsonNode> node = find(name);
        if (node.isEmpty()) {
            return otherwise;
        }
        if (!node.get().isArray() || node.get().size() > max) {
            return wrong(name, "has to be a list of " + max + " entries at most", otherwise);
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < node.get().size(); i++) {
            JsonNode entry = node.get().get(i);
            Optional<T> value = entry.isTextual() ? parser.apply(entry.textValue()) : Optional.empty();
            value.ifPresent(values::add);
            if (value.isEmpty()) {
                violation(name + "/" + i, "has to be " + allowed);
            }
        }
        return values.stream().distinct().toList();
    }

    /** An object within; what is wrong in it counts here. Must be closed with {@link #close}. */
    Fields object(String name) {
        JsonNode node = find(name).orElseGet(JsonNodeFactory.instance::objectNode);
        if (node instanceof ObjectNode inner) {
            return new Fields(inner, pointer + "/" + name, violations);
        }
        violation(name, "has to be an object");
        return new Fields(JsonNodeFactory.instance.objectNode(), pointer + "/" + name, violations);
    }

    void violation(String name, String detail) {
        if (violations.size() < MAX_ERRORS) {
            violations.add(new Violation(pointer + "/" + name, detail));
        }
    }

    boolean has(String name) {
        return object.has(name);
    }

    /** Nothing more is asked for: what is left has no business here. */
    void close() {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                // A name of the client's own goes back as a pointer (RFC 6901 §3), cut where it is long.
                String cut = name.length() > 64 ? name.substring(0, 64) : name;
                violation(cut.replace("~", "~0").replace("/", "~1"), "there is no such property");
            }
        });
    }

    /** Throws {@link Refused} with everything that was wrong. */
    void finish() {
        close();
        if (!violations.isEmpty()) {
            throw new Refused(Problem.of(
                    ProblemKind.INVALID_REQUEST, "Something in the body is not as it has to be.", violations));
        }
    }

    private Optional<JsonNode> find(String name) {
        known.add(name);
        return Optional.ofNullable(object.get(name));
    }

    private <T> T wrong(String name, String detail, T otherwise) {
        violation(name, detail);
        return otherwise;
    }
}
