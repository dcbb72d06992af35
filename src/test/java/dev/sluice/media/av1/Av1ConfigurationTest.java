package dev.sluice.media.av1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.Damage;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Av1ConfigurationTest {
    private static final String HEADER = "0a0b0000000cc4ff6700be0010";
    private static final Slice RECORD = Slice.hex("81010c00" + HEADER);
    /** Frame OBU of libaom: a shown key frame. */
    private static final String KEY = "320410008500";

    private static final String INTER = "320430008500";

    @Test
    void readsTheRecordOfAnEncoder() throws MalformedInput {
        Av1Configuration read = Av1Configuration.parse(RECORD).orElseThrow();
        assertThat(read.rfc6381()).isEqualTo("av01.0.01M.08");
        assertThat(read.width()).isEqualTo(640);
        assertThat(read.height()).isEqualTo(360);
        assertThat(read.record()).isEqualTo(RECORD);
    }

    @Test
    void writesTheRecordThatTheEncoderLeftOut() throws MalformedInput {
        assertThat(Av1Configuration.parse(Slice.hex("81010c00"))).isEmpty();
        Av1Configuration written = Av1Configuration.ofSequenceHeader(Slice.hex(HEADER));
        assertThat(written).isEqualTo(Av1Configuration.parse(RECORD).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "81", "01010c00", "81010c000a0b", "81010c000affffffffffffffffff", "81010c008a00"})
    void refusesWhatIsNoRecord(String hex) {
        assertThatThrownBy(() -> Av1Configuration.parse(Slice.hex(hex))).isInstanceOf(MalformedInput.class);
    }

    @Test
    void findsWhereDecodingCanBegin() throws MalformedInput {
        assertThat(Av1TemporalUnit.read(Slice.hex(HEADER + KEY)).randomAccess()).isTrue();
        assertThat(Av1TemporalUnit.read(Slice.hex(KEY)).randomAccess()).isFalse();
        assertThat(Av1TemporalUnit.read(Slice.hex(HEADER + INTER)).randomAccess())
                .isFalse();
        // A key frame that is not shown: decoding begins where it is, later.
        assertThat(Av1TemporalUnit.read(Slice.hex(HEADER + "320400008500")).randomAccess())
                .isFalse();
        assertThat(Av1TemporalUnit.read(Slice.hex(HEADER)).hasFrame()).isFalse();
    }

    @Test
    void leavesDelimitersAndPaddingOutAndGivesEveryUnitItsSize() throws MalformedInput {
        Slice clean = Slice.hex(HEADER + KEY);
        assertThat(Av1TemporalUnit.read(clean).data()).isSameAs(clean);
        assertThat(Av1TemporalUnit.read(Slice.hex("1200" + HEADER + "7a0100" + KEY))
                        .data())
                .isEqualTo(clean);
        assertThat(Av1TemporalUnit.read(Slice.hex(HEADER + "3010008500")).data())
                .isEqualTo(clean);
    }

    @Test
    void nothingButMalformedInputEscapes() {
        Damage.everyWay(
                RECORD,
                3,
                bytes -> Av1Configuration.parse(bytes)
                        .ifPresent(read -> assertThat(read.width()).isPositive()));
        Damage.everyWay(Slice.hex("1200" + HEADER + "7a0100" + KEY), 4, Av1TemporalUnit::read);
    }
}
