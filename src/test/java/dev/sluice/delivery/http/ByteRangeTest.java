package dev.sluice.delivery.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.delivery.http.ByteRange.Asked;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §14: one range exactly, anything odd the whole body, nothing there 416. */
class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-99, 0, 99",
        "bytes=0-1, 0, 1",
        "bytes=500-, 500, 999",
        "bytes=-200, 800, 999",
        "bytes=-5000, 0, 999",
        "bytes=900-5000, 900, 999",
        "bytes=999-999, 999, 999"
    })
    void oneRangeIsCutToTheBody(String header, long first, long last) {
        assertThat(ByteRange.parse(Optional.of(header), 1000)).isEqualTo(new Asked.Part(new ByteRange(first, last)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=1000-1001", "bytes=-0"})
    void whatLiesBehindTheBodyCannotBeHad(String header) {
        assertThat(ByteRange.parse(Optional.of(header), 1000)).isEqualTo(new Asked.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=0-1,5-6",
                "bytes=",
                "bytes=-",
                "bytes=5-2",
                "items=0-1",
                "bytes=a-b",
                "0-1",
                "bytes=9999999999999999999-"
            })
    void severalOrMalformedRangesGetTheWholeBody(String header) {
        assertThat(ByteRange.parse(Optional.of(header), 1000)).isEqualTo(new Asked.Whole());
    }

    @Test
    void noRangeIsTheWholeBody() {
        assertThat(ByteRange.parse(Optional.empty(), 1000)).isEqualTo(new Asked.Whole());
    }
}
