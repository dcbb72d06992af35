package dev.sluice.media.opus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.Damage;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpusConfigurationTest {
    private static final String HEAD = "4f70757348656164";
    private static final Slice STEREO = Slice.hex(HEAD + "0102380180bb0000000000");
    private static final Slice SURROUND = Slice.hex(HEAD + "01063801 80bb0000 f4ff 01 0402000401020305");

    @Test
    void readsTheHeaderLittleEndian() throws MalformedInput {
        OpusConfiguration read = OpusConfiguration.parse(STEREO);
        assertThat(read).isEqualTo(OpusConfiguration.assumed(2));
        assertThat(read.preSkip()).isEqualTo(312);
        assertThat(read.inputSampleRate()).isEqualTo(48_000);
        OpusConfiguration surround = OpusConfiguration.parse(SURROUND);
        assertThat(surround.channels()).isEqualTo(6);
        assertThat(surround.outputGain()).isEqualTo(-12);
        assertThat(surround.channelMapping().toHex()).isEqualTo("0402000401020305");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4f707573",
                "4f707573486561640100380180bb0000000000",
                "4f707573486561640103380180bb0000000000"
            })
    void refusesWhatIsNoHeader(String hex) {
        assertThatThrownBy(() -> OpusConfiguration.parse(Slice.hex(hex))).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @CsvSource({
        "00, 480",
        "18, 2880",
        "60, 480",
        "68, 960",
        "80, 120",
        "98, 960",
        "fc, 960",
        "fd, 1920",
        "fe, 1920",
        "fb06, 5760",
        "fb07, 0",
        "fb, 0",
        "fb00, 0",
        "'', 0"
    })
    void countsTheSamplesOfAPacket(String hex, int samples) {
        assertThat(OpusPacket.samples(Slice.hex(hex))).isEqualTo(samples);
    }

    @Test
    void nothingButMalformedInputEscapes() {
        Damage.everyWay(STEREO, 7, OpusConfiguration::parse);
        Damage.everyWay(SURROUND, 8, OpusConfiguration::parse);
        Damage.everyWay(Slice.hex("fb0601020304"), 9, OpusPacket::samples);
    }
}
