package dev.sluice.media.flac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.Damage;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlacConfigurationTest {
    private static final String INFO = "120012000000fc0005110bb802f000003840e5f051c128e84992c0cba99724092b51";

    @Test
    void readsStreamInfoWithAndWithoutWhatIsAroundIt() throws MalformedInput {
        FlacConfiguration read = FlacConfiguration.parse(Slice.hex("664c6143 80000022" + INFO));
        assertThat(read).isEqualTo(new FlacConfiguration(Slice.hex(INFO), 48_000, 2, 16, 4_608));
        assertThat(FlacConfiguration.parse(Slice.hex(INFO))).isEqualTo(read);
        assertThat(FlacConfiguration.parse(Slice.hex("664c6143 00000022" + INFO + "0400002e")))
                .isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "664c6143", "664c614300000022", "120012000000fc"})
    void refusesWhatIsNoStreamInfo(String hex) {
        assertThatThrownBy(() -> FlacConfiguration.parse(Slice.hex(hex))).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @CsvSource({
        "fff81a1800aa, 192", "fff8581800aa, 4608", "fff8c81800aa, 4096", "fff8691800ff, 256", "fff8791800 01ff, 512",
        "fff87918c280 01ff, 512", "fff80a1800aa, 0", "fff0c81800aa, 0", "fff87918c2, 0", "'', 0"
    })
    void countsTheSamplesOfAFrame(String hex, int samples) {
        assertThat(FlacFrame.samples(Slice.hex(hex))).isEqualTo(samples);
    }

    @Test
    void nothingButMalformedInputEscapes() {
        Damage.everyWay(Slice.hex("664c6143 80000022" + INFO), 11, FlacConfiguration::parse);
        Damage.everyWay(Slice.hex("fff87918c28001ff"), 12, FlacFrame::samples);
    }
}
