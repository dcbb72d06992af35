package dev.sluice.media.avc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnnexBPictureTest {
    private static final String SPS = "674d401eeca05017fcb808800001f480007530078b16cb";
    private static final String PPS = "68ebe3cb20";
    private static final String CODE = "00000001";
    private static final String DELIMITER = "0000000109f0";
    private AvcConfiguration configuration;

    @BeforeEach
    void readConfiguration() throws MalformedInput {
        configuration = AvcConfiguration.parse(Slice.hex("014d401effe10017" + SPS + "010005" + PPS))
                .orElseThrow();
    }

    private String convert(String... units) {
        ByteWriter in = new ByteWriter();
        for (String unit : units) {
            in.u32(unit.length() / 2).bytes(Slice.hex(unit));
        }
        return convert(in.take());
    }

    private String convert(Slice accessUnit) {
        AnnexBPicture picture = new AnnexBPicture();
        int length = picture.arrange(accessUnit, configuration);
        ByteWriter out = new ByteWriter();
        picture.writeTo(out::bytes);
        assertThat(out.length()).isEqualTo(length);
        return out.take().toHex();
    }

    @Test
    void putsTheParameterSetsInFrontOfAnIdrPicture() {
        assertThat(convert("0605ff", "6588"))
                .isEqualTo(DELIMITER + CODE + SPS + CODE + PPS + CODE + "0605ff" + CODE + "6588");
        assertThat(convert("419a")).isEqualTo(DELIMITER + CODE + "419a");
    }

    @Test
    void prefersTheParameterSetsOfThePictureAndMovesThemToTheFront() {
        assertThat(convert("0605ff", "6742", "6833", "6588"))
                .isEqualTo(DELIMITER + CODE + "6742" + CODE + "6833" + CODE + "0605ff" + CODE + "6588");
    }

    @Test
    void writesOneDelimiterAndDropsFillerAndEndMarks() {
        assertThat(convert("0910", "0cffff80", "419a", "0a", "0b")).isEqualTo(DELIMITER + CODE + "419a");
    }

    @Test
    void keepsEmulationPreventionAndSkipsEmptyUnits() {
        assertThat(convert("", "41000003019a")).isEqualTo(DELIMITER + CODE + "41000003019a");
    }

    @Test
    void leavesOutWhatFollowsALengthPastTheEnd() {
        assertThat(convert(Slice.hex("00000002419a0000000941"))).isEqualTo(DELIMITER + CODE + "419a");
    }

    @Test
    void fiveHundredSlicesFitAndNoneIsLost() {
        String[] units = new String[NalUnits.MAX_UNITS];
        java.util.Arrays.fill(units, "419a");
        assertThat(convert(units)).hasSize(12 + 12 * NalUnits.MAX_UNITS);
    }

    @Test
    void walksUnitsBehindLengthsOfEverySize() {
        NalUnits units = new NalUnits();
        for (int lengthSize = 1; lengthSize <= 4; lengthSize++) {
            ByteWriter in = new ByteWriter();
            for (int length = 0; length < 3; length++) {
                in.fill(0, lengthSize - 1).u8(length).fill(0x41, length);
            }
            units.reset(in.take(), lengthSize);
            assertThat(units.next()).isTrue();
            assertThat(units.length()).isOne();
            assertThat(units.next()).isTrue();
            assertThat(units.unit()).isEqualTo(Slice.of(0x41, 0x41));
            assertThat(units.next()).isFalse();
            assertThat(units.isDamaged()).isFalse();
        }
        units.reset(Slice.hex("ffffffff41"), 4);
        assertThat(units.next()).isFalse();
        assertThat(units.isDamaged()).isTrue();
    }

    @Test
    void splitsByteStreamsAtStartCodesOfBothLengths() {
        Slice stream = Slice.hex("00000001 09f0 000001 6742 00000001 6588000003 000001 41");
        assertThat(AnnexB.startsWithStartCode(stream)).isTrue();
        assertThat(AnnexB.split(stream)).extracting(Slice::toHex).containsExactly("09f0", "6742", "6588000003", "41");
        assertThat(AnnexB.toLengthPrefixed(Slice.hex("000001419a"))).isEqualTo(Slice.hex("00000002419a"));
        assertThat(AnnexB.split(Slice.hex("419a"))).isEmpty();
    }
}
