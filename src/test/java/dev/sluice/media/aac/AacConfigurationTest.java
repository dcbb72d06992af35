package dev.sluice.media.aac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AacConfigurationTest {
    @ParameterizedTest
    @CsvSource({
        "1210, mp4a.40.2, 2, 44100, 2, 1024, true",
        "1190, mp4a.40.2, 2, 48000, 2, 1024, true",
        "119056e500, mp4a.40.2, 2, 48000, 2, 1024, true",
        "11b056e500, mp4a.40.2, 2, 48000, 6, 1024, true",
        "2b920800, mp4a.40.5, 2, 22050, 2, 1024, true",
        "139056e5a0, mp4a.40.5, 2, 22050, 2, 1024, true",
        "138856e5a54880, mp4a.40.29, 2, 22050, 1, 1024, true",
        "eb8a0800, mp4a.40.29, 2, 22050, 1, 1024, true",
        "1194, mp4a.40.2, 2, 48000, 2, 960, false",
        "17803e88100000, mp4a.40.2, 2, 32016, 2, 1024, false",
        "1780bb8010, mp4a.40.2, 2, 96000, 2, 1024, true",
        "11b8, mp4a.40.2, 2, 48000, 8, 1024, true"
    })
    void readsEveryFormOfSignalling(
            String hex, String rfc6381, int core, int rate, int channels, int samples, boolean adts)
            throws MalformedInput {
        AacConfiguration read = AacConfiguration.parse(Slice.hex(hex));
        assertThat(read.rfc6381()).isEqualTo(rfc6381);
        assertThat(read.coreObjectType()).isEqualTo(core);
        assertThat(read.sampleRate()).isEqualTo(rate);
        assertThat(read.channels()).isEqualTo(channels);
        assertThat(read.samplesPerFrame()).isEqualTo(samples);
        assertThat(Adts.canDescribe(read)).isEqualTo(adts);
        assertThat(read.record()).isEqualTo(Slice.hex(hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ff", "12", "1f80", "1680", "f94000"})
    void refusesWhatIsNoConfiguration(String hex) {
        assertThatThrownBy(() -> AacConfiguration.parse(Slice.hex(hex))).isInstanceOf(MalformedInput.class);
    }

    @Test
    void writesAndReadsTheHeader() throws MalformedInput {
        AacConfiguration stereo = AacConfiguration.parse(Slice.hex("1210"));
        byte[] bytes = new byte[107];
        Adts.writeHeader(stereo, 100, bytes, 0);
        assertThat(Slice.wrap(bytes).slice(0, 7).toHex()).isEqualTo("fff150800d7ffc");
        Adts read = Adts.read(Slice.wrap(bytes), 0).orElseThrow();
        assertThat(read).isEqualTo(new Adts(2, 44_100, 2, 7, 107, 1));
        assertThat(read.configuration().record().toHex()).isEqualTo("1210");
        assertThat(Adts.read(Slice.wrap(bytes).slice(0, 106), 0)).isEmpty();
        assertThat(Adts.read(Slice.hex("2110"), 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "139056e5a0, 2b920800", // SBR behind the core
        "138856e5a54880, eb8a0800", // PS behind SBR
        "2b920800, 2b920800", // first already
        "119056e500, 119056e500", // said to be absent
        "1210, 1210"
    })
    void canTellHighEfficiencyFirst(String hex, String hierarchical) throws MalformedInput {
        AacConfiguration read = AacConfiguration.parse(Slice.hex(hex));
        Slice told = read.hierarchicalRecord();
        assertThat(told).isEqualTo(Slice.hex(hierarchical));
        AacConfiguration again = AacConfiguration.parse(told);
        assertThat(again.objectType()).isEqualTo(read.objectType());
        assertThat(again.sampleRate()).isEqualTo(read.sampleRate());
    }

    @Test
    void writesHighEfficiencyAsItsCore() throws MalformedInput {
        byte[] bytes = new byte[7];
        Adts.writeHeader(AacConfiguration.parse(Slice.hex("2b920800")), 0, bytes, 0);
        assertThat(Slice.wrap(bytes).toHex()).isEqualTo("fff15c8000fffc");
    }

    @Test
    void refusesFramesLongerThanTheHeaderCanTell() throws MalformedInput {
        AacConfiguration stereo = AacConfiguration.parse(Slice.hex("1210"));
        assertThatThrownBy(() -> Adts.writeHeader(stereo, 8185, new byte[7], 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingButMalformedInputEscapes() {
        Random random = new Random(2);
        for (String hex : List.of("119056e500", "2b920800", "138856e5a54880", "11b056e500", "1180c4000000000000")) {
            Slice good = Slice.hex(hex);
            for (int length = 0; length < good.length(); length++) {
                parse(good.slice(0, length));
            }
            for (int i = 0; i < 10_000; i++) {
                byte[] bytes = good.toArray();
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                parse(Slice.wrap(bytes));
                Adts.read(Slice.wrap(bytes), 0);
            }
        }
    }

    private static void parse(Slice bytes) {
        try {
            AacConfiguration read = AacConfiguration.parse(bytes);
            assertThat(read.sampleRate()).isPositive();
            assertThat(read.channels()).isBetween(1, 8);
        } catch (MalformedInput expected) {
            assertThat(expected.getMessage()).isNotBlank();
        }
    }
}
