package dev.sluice.admin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.access.KeySpec;
import dev.sluice.access.MediaLimits;
import dev.sluice.access.StreamSpec;
import dev.sluice.live.CodecFamily;
import dev.sluice.live.TakeoverPolicy;
import dev.sluice.live.Visibility;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void aStreamIsReadWithItsDefaults() {
        assertThat(StreamBody.draft(json("{\"name\":\"studio\"}")).spec()).isEqualTo(StreamSpec.DEFAULT);

        StreamSpec all = StreamBody.draft(json(RequestSchemas.STREAM)).spec();
        assertThat(all.title()).isEqualTo("The big stage");
        assertThat(all.takeover()).isEqualTo(TakeoverPolicy.REJECT);
        assertThat(all.limits())
                .isEqualTo(new MediaLimits(
                        OptionalLong.of(8_000_000),
                        OptionalInt.of(1920),
                        OptionalInt.of(1080),
                        Optional.of(Duration.ofDays(1))));
    }

    @Test
    void aPatchKeepsWhatItDoesNotNameAndTakesLimitsAwayWithNull() {
        StreamSpec before = StreamBody.draft(json(RequestSchemas.STREAM)).spec();
        StreamSpec after =
                StreamBody.patch(json("{\"visibility\":\"private\",\"limits\":{\"maxBitrate\":null}}"), before);

        assertThat(after.title()).isEqualTo(before.title());
        assertThat(after.visibility()).isEqualTo(Visibility.PRIVATE);
        assertThat(after.limits().bitrate()).isEmpty();
        assertThat(after.limits().width()).isEqualTo(before.limits().width());
        assertThat(StreamBody.patch(json("{}"), before)).isEqualTo(before);
    }

    @Test
    void aKeyIsReadWithEverything() {
        KeySpec spec = KeyBody.draft(json(RequestSchemas.KEY), NOW);

        assertThat(spec.label()).isEqualTo("camera 1");
        assertThat(spec.expires()).contains(Instant.parse("2035-01-31T12:00:00Z"));
        assertThat(spec.codecs()).containsExactly(CodecFamily.H264, CodecFamily.AAC);
        assertThat(spec.sources()).hasSize(1);
        assertThat(KeyBody.patch(json("{\"expires\":null,\"codecs\":[]}"), spec).expires())
                .isEmpty();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        List<Problem.Violation> errors = errors(() -> StreamBody.draft(json("{\"name\":\"Studio\",\"title\":7,"
                + "\"visibility\":\"secret\",\"takeover\":null,\"colour\":1,\"a/b~\":2,"
                + "\"limits\":{\"maxBitrate\":1.5,\"maxWidth\":8,\"maxHeight\":1e3,"
                + "\"maxDurationSeconds\":0,\"x\":1}}")));

        assertThat(errors)
                .extracting(Problem.Violation::at)
                .containsExactlyInAnyOrder(
                        "#/name",
                        "#/title",
                        "#/visibility",
                        "#/takeover",
                        "#/colour",
                        "#/a~1b~0",
                        "#/limits/maxBitrate",
                        "#/limits/maxWidth",
                        "#/limits/maxHeight",
                        "#/limits/maxDurationSeconds",
                        "#/limits/x");
        assertThat(errors(() -> StreamBody.draft(json("{}"))))
                .containsExactly(new Problem.Violation("#/name", "is required"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"label\":\"a\\nb\"}|#/label",
                "{\"label\":\"\\u202egnp\"}|#/label",
                "{\"label\":\"\\ud800\"}|#/label",
                "{\"label\":null}|#/label",
                "{\"disabled\":\"yes\"}|#/disabled",
                "{\"expires\":\"tomorrow\"}|#/expires",
                "{\"expires\":\"2026-02-30T00:00:00Z\"}|#/expires",
                "{\"expires\":\"2030-01-01\"}|#/expires",
                "{\"expires\":\"9999-01-01T00:00:00Z\"}|#/expires",
                "{\"expires\":\"2026-05-01T12:00:00Z\"}|#/expires",
                "{\"expires\":1900000000}|#/expires",
                "{\"notBefore\":\"2031-01-01T00:00:00Z\",\"expires\":\"2030-01-01T00:00:00Z\"}|#/expires",
                "{\"sources\":\"192.0.2.0/24\"}|#/sources",
                "{\"sources\":[\"192.0.2.7/24\"]}|#/sources/0",
                "{\"sources\":[\"192.0.2.0/24\",7]}|#/sources/1",
                "{\"codecs\":[\"H264\"]}|#/codecs/0",
                "{\"codecs\":null}|#/codecs",
                "{\"limits\":null}|#/limits",
                "{\"limits\":[]}|#/limits",
                "{\"limits\":{\"maxBitrate\":\"1000\"}}|#/limits/maxBitrate",
                "{\"limits\":{\"maxBitrate\":12345678901234567890123}}|#/limits/maxBitrate"
            })
    void eachFieldHasItsGrammar(String body, String at) {
        assertThat(errors(() -> KeyBody.draft(json(body), NOW)))
                .extracting(Problem.Violation::at)
                .containsExactly(at);
    }

    @Test
    void textsOfAllScriptsAreTakenAndCountedInCharacters() {
        String title = "\"<script>\" مرحبا 🎥";
        assertThat(StreamBody.draft(json("{\"name\":\"a\",\"title\":\"" + title.replace("\"", "\\\"") + "\"}"))
                        .spec()
                        .title())
                .isEqualTo(title);
        StreamBody.draft(json("{\"name\":\"a\",\"title\":\"" + "🎥".repeat(200) + "\"}"));
        assertThat(errors(() -> StreamBody.draft(json("{\"name\":\"a\",\"title\":\"" + "🎥".repeat(201) + "\"}"))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "\"{}\"",
                "{",
                "{\"name\":\"a\"} {}",
                "{\"name\":\"a\",\"name\":\"b\"}",
                "{name:\"a\"}",
                "{\"name\":'a'}",
                "{\"x\":NaN}",
                "{\"x\":01}",
                "{\"x\":1,}",
                "/* */{}",
                "{\"x\":123456789012345678901234567890123}"
            })
    void whatIsNoJsonObjectIsRefusedWithoutTheParsersWords(String body) {
        assertThatThrownBy(() -> json(body)).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.problem().type()).isEqualTo("urn:sluice:problem:malformed-json");
            assertThat(refused.problem().detail())
                    .matches("The body (has to be a JSON object|cannot be read.*)\\.")
                    .doesNotContain("com.", "jackson", "Stream", "token");
        });
    }

    @Test
    void depthAndBytesAreBounded() {
        String deep = "{\"limits\":".repeat(40) + "1" + "}".repeat(40);
        assertThatThrownBy(() -> json(deep)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> json("[".repeat(60_000))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> JsonBody.parse(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}))
                .isInstanceOf(Refused.class);
    }

    @Test
    void manyUnknownPropertiesGiveABoundedAnswer() {
        String body =
                IntStream.range(0, 1_000).mapToObj(i -> "\"p" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
        assertThat(errors(() -> StreamBody.patch(json(body), StreamSpec.DEFAULT)))
                .hasSize(50);
    }

    @Test
    void equalRequestsHaveOneCanonicalForm() {
        assertThat(JsonBody.canonical(json("{ \"b\":[1, {\"y\":1,\"x\":2}], \"a\":\"\\u00e9\" }")))
                .isEqualTo(JsonBody.canonical(json("{\"a\":\"é\",\"b\":[1,{\"y\":1,\"x\":2}]}")));
    }

    /** What the OpenAPI document shows is what is read. */
    @Test
    void theDocumentedPropertiesAreTheOnesThatAreRead() {
        assertThat(unknown(RequestSchemas.NewStream.class, body -> StreamBody.draft(json(body))))
                .isEmpty();
        assertThat(unknown(RequestSchemas.StreamChange.class, body -> StreamBody.patch(json(body), StreamSpec.DEFAULT)))
                .isEmpty();
        assertThat(unknown(RequestSchemas.KeySettings.class, body -> KeyBody.draft(json(body), NOW)))
                .isEmpty();
        assertThat(unknown(RequestSchemas.Rotation.class, body -> KeyBody.rotation(json(body), NOW)))
                .isEmpty();
        assertThat(unknown(RequestSchemas.TokenTerms.class, body -> TokenBody.read(json(body), NOW)))
                .isEmpty();
        assertThat(unknown(RequestSchemas.Kick.class, body -> KickResource.cooldown(json(body))))
                .isEmpty();
    }

    private static List<String> unknown(Class<?> schema, Consumer<String> reader) {
        // An array fits nothing but a list, so that every property is complained about, or known to be one.
        String body = Arrays.stream(schema.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> "\"" + name + "\":[0]")
                .collect(Collectors.joining(",", "{", "}"));
        return errors(() -> reader.accept(body)).stream()
                .filter(error -> error.detail().startsWith("there is no"))
                .map(Problem.Violation::at)
                .toList();
    }

    private static List<Problem.Violation> errors(ThrowingCallable read) {
        Refused refused = catchThrowableOfType(Refused.class, read);
        assertThat(refused).isNotNull();
        return refused.problem().errors();
    }

    private static ObjectNode json(String text) {
        return JsonBody.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
