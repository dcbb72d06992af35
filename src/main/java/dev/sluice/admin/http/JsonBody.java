package dev.sluice.admin.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Reads a request's JSON object into plain data: bounded in depth and in every token, each property once, nothing
 * behind it. What the properties mean is for {@link Fields}.
 */
final class JsonBody {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_DIGITS = 32;
    private static final int MAX_NAME = 256;
    /** More than any body may have at all. */
    private static final int MAX_STRING = 64 * 1024;

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_DIGITS)
                            .maxNameLength(MAX_NAME)
                            .maxStringLength(MAX_STRING)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Names of strangers must not fill the table that the whole JVM shares.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** No property at all; to be copied before it is changed. */
    static final ObjectNode EMPTY = MAPPER.createObjectNode();

    private JsonBody() {}

    /** The object in {@code body}, UTF-8; {@link Refused} when there is none. */
    static ObjectNode parse(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new Refused(ProblemKind.MALFORMED_JSON, "The body has to be a JSON object.");
        } catch (JsonProcessingException malformed) {
            throw new Refused(ProblemKind.MALFORMED_JSON, "The body cannot be read" + place(malformed) + ".");
        } catch (IOException malformed) {
            // Bytes that are no UTF-8 are reported without a place.
            throw new Refused(ProblemKind.MALFORMED_JSON, "The body cannot be read.");
        }
    }

    /** Equal for equal requests, whatever the order of their properties and the blanks between them. */
    static String canonical(JsonNode node) {
        if (node instanceof ObjectNode object) {
            StringBuilder text = new StringBuilder("{");
            object.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(property -> text.append(quoted(property.getKey()))
                            .append(':')
                            .append(canonical(property.getValue()))
                            .append(','));
            return text.append('}').toString();
        }
        return node.toString();
    }

    private static String quoted(String text) {
        try {
            return MAPPER.writeValueAsString(text);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Line and column, which help; never the parser's own words, which quote its class names. */
    private static String place(JsonProcessingException malformed) {
        return malformed.getLocation() == null
                ? ""
                : " from line " + malformed.getLocation().getLineNr() + ", column "
                        + malformed.getLocation().getColumnNr() + " on";
    }
}
