package dev.sluice.media.mp3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Damage;
import dev.sluice.bytes.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Mp3HeaderTest {
    @ParameterizedTest
    @CsvSource({
        "fffb90c4, 1, 44100, 1, 128000, 417, 1152",
        "fffb9264, 1, 44100, 2, 128000, 418, 1152",
        "fffb9464, 1, 48000, 2, 128000, 384, 1152",
        "fff384c4, 2, 24000, 1, 64000, 192, 576",
        "ffe318c4, 25, 8000, 1, 8000, 72, 576"
    })
    void readsTheHeader(String hex, int version, int rate, int channels, int bits, int length, int samples) {
        Mp3Header read = Mp3Header.read(Slice.hex(hex), 0).orElseThrow();
        assertThat(read).isEqualTo(new Mp3Header(version, rate, channels, bits, length));
        assertThat(read.configuration().samplesPerFrame()).isEqualTo(samples);
    }

    /** Nothing, AAC, layer II, reserved version, free format, bad bit rate, reserved sample rate. */
    @ParameterizedTest
    @ValueSource(strings = {"", "fffb90", "fff150800d7ffc", "fffd9000", "ffeb9000", "fffb0000", "fffbf000", "fffb9c00"})
    void passesWhatIsNoLayer3(String hex) {
        assertThat(Mp3Header.read(Slice.hex(hex), 0)).isEmpty();
    }

    @Test
    void nothingEscapes() {
        Damage.everyWay(
                Slice.hex("fffb90c4"),
                10,
                bytes -> Mp3Header.read(bytes, 0)
                        .ifPresent(read -> assertThat(read.frameLength()).isGreaterThan(Mp3Header.LENGTH)));
    }
}
