package dev.sluice.media.hevc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Damage;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HevcConfigurationTest {
    private static final String HEAD = "0101600000009000000000005df000fcfdf8f800000f";
    private static final String VPS = "40010c01ffff01600000030090000003000003005d959809";
    private static final String SPS =
            "42010101600000030090000003000003005da00280802d165959a4932bc05a020000030002000003003c10";
    private static final String PPS = "4401c172b46240";
    private static final String SEI = "4e0105ff";
    private static final String ARRAYS = "a000010018" + VPS + "a10001002b" + SPS + "a200010007" + PPS;
    private static final Slice RECORD = Slice.hex(HEAD + "04" + ARRAYS + "a700010004" + SEI);
    private static final String MAIN_10 =
            "420101022000000300900000030000030078a003c0801107cad965654a4c2f016808000003000800000300f040";

    @Test
    void readsTheRecordOfAnEncoder() throws MalformedInput {
        HevcConfiguration read = HevcConfiguration.parse(RECORD).orElseThrow();
        assertThat(read.rfc6381()).isEqualTo("hvc1.1.6.L93.90");
        assertThat(read.width()).isEqualTo(1280);
        assertThat(read.height()).isEqualTo(720);
        assertThat(read.bitDepth()).isEqualTo(8);
        assertThat(read.lengthSize()).isEqualTo(4);
        assertThat(read.videoParameterSets()).containsExactly(Slice.hex(VPS));
        assertThat(read.sequenceParameterSets()).containsExactly(Slice.hex(SPS));
        assertThat(read.pictureParameterSets()).containsExactly(Slice.hex(PPS));
    }

    @Test
    void keepsEverythingButTheSeiInItsOwnRecord() throws MalformedInput {
        HevcConfiguration read = HevcConfiguration.parse(RECORD).orElseThrow();
        assertThat(read.record().toHex()).isEqualTo(HEAD + "03" + ARRAYS);
        assertThat(HevcConfiguration.parse(read.record())).contains(read);
    }

    @Test
    void readsTenBitsInFullHd() throws MalformedInput {
        HevcConfiguration read = HevcParameterSets.NONE
                .with(Slice.hex(VPS))
                .with(Slice.hex(MAIN_10))
                .with(Slice.hex(PPS))
                .configuration()
                .orElseThrow();
        assertThat(read.rfc6381()).isEqualTo("hvc1.2.4.L120.90");
        assertThat(read.width()).isEqualTo(1920);
        assertThat(read.height()).isEqualTo(1080);
        assertThat(read.bitDepth()).isEqualTo(10);
    }

    @Test
    void acceptsArraysInAnyOrderVersionZeroAndStartCodes() throws MalformedInput {
        HevcConfiguration usual = HevcConfiguration.parse(RECORD).orElseThrow();
        String reversed = "a200010007" + PPS + "a10001002b" + SPS + "a000010018" + VPS;
        assertThat(HevcConfiguration.parse(Slice.hex(HEAD + "03" + reversed))).contains(usual);
        assertThat(HevcConfiguration.parse(Slice.hex("00" + HEAD.substring(2) + "03" + ARRAYS)))
                .contains(usual);
        String byteStream = "00000001" + VPS + "00000001" + SPS + "00000001" + PPS;
        assertThat(HevcConfiguration.parse(Slice.hex(byteStream))).contains(usual);
    }

    @Test
    void waitsForParameterSetsThatComeInBand() throws MalformedInput {
        assertThat(HevcConfiguration.parse(Slice.hex(HEAD + "00"))).isEmpty();
        assertThat(HevcConfiguration.parse(Slice.hex(HEAD + "01a10001002b" + SPS)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "0101600000009000000000005df000fcfdf8f800000f", "0201", "0101ffff"})
    void refusesWhatIsNoRecord(String hex) {
        assertThatThrownBy(() -> HevcConfiguration.parse(Slice.hex(hex))).isInstanceOf(MalformedInput.class);
    }

    @Test
    void nothingButMalformedInputEscapes() {
        Damage.everyWay(
                RECORD,
                1,
                bytes -> HevcConfiguration.parse(bytes).ifPresent(read -> {
                    assertThat(read.rfc6381()).startsWith("hvc1.");
                    assertThat(read.width()).isPositive();
                }));
        Damage.everyWay(Slice.hex(MAIN_10), 2, HevcSequenceSet::parse);
    }

    @Test
    void putsDelimiterAndParameterSetsBeforeRandomAccessPictures() throws MalformedInput {
        HevcConfiguration configuration = HevcConfiguration.parse(RECORD).orElseThrow();
        // Delimiter, SPS, SEI, IDR slice, filler: the encoder's own delimiter and sets give way.
        String unit = "00000003460150 0000002b" + SPS + "00000004" + SEI + "00000004 2601af08" + "00000003 4c01ff";
        assertThat(byteStream(unit, configuration))
                .isEqualTo("00000001460150" + "00000001" + VPS + "00000001" + SPS + "00000001" + PPS + "00000001" + SEI
                        + "000000012601af08");
        assertThat(byteStream("00000004 0201d008", configuration)).isEqualTo("00000001460150000000010201d008");
        assertThat(byteStream("00000004 0201d008 0000ffff 02", configuration))
                .isEqualTo("00000001460150000000010201d008");
    }

    private static String byteStream(String hex, HevcConfiguration configuration) {
        HevcByteStream stream = new HevcByteStream();
        ByteWriter out = new ByteWriter();
        int length = stream.arrange(Slice.hex(hex), configuration);
        stream.writeTo(out::bytes);
        Slice written = out.take();
        assertThat(written.length()).isEqualTo(length);
        return written.toHex();
    }
}
