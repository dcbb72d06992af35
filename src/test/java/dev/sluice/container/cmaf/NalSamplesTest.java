package dev.sluice.container.cmaf;

import static dev.sluice.container.cmaf.CmafMedia.prefixed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Damage;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.avc.NalType;
import dev.sluice.media.avc.NalUnits;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NalSamplesTest {
    private static final Slice SEI = Slice.hex("0605ff");
    private static final Slice IDR = CmafMedia.slice(true, 200);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void lengthsBecomeFourBytes(int lengthSize) {
        Slice unit = prefixed(lengthSize, SEI, IDR);
        assertThat(sample(CmafMedia.avc(lengthSize), unit)).isEqualTo(prefixed(4, SEI, IDR));
    }

    @Test
    void whatASampleMayNotHaveOrNeedsNotIsLeftOut() {
        Slice delimiter = Slice.hex("09f0");
        Slice filler = Slice.hex("0cffffff80");
        Slice endOfSequence = Slice.hex("0a");
        Slice unit = prefixed(
                4, delimiter, CmafMedia.AVC_SPS, CmafMedia.AVC_PPS, SEI, IDR, filler, Slice.EMPTY, endOfSequence);
        assertThat(sample(CmafMedia.avc(4), unit)).isEqualTo(prefixed(4, SEI, IDR));
    }

    @Test
    void anEqualLengthDoesNotMeanEqualBytes() {
        Slice unit = prefixed(3, Slice.hex("09f0"), SEI, SEI, SEI, SEI, IDR);
        Slice expected = prefixed(4, SEI, SEI, SEI, SEI, IDR);
        assertThat(expected.length()).isEqualTo(unit.length());
        assertThat(sample(CmafMedia.avc(3), unit)).isEqualTo(expected);
    }

    @Test
    void aSetThatTheSampleEntryDoesNotHaveStays() {
        Slice other = Slice.hex("68ebe3cb21");
        Slice unit = prefixed(4, CmafMedia.AVC_SPS, other, IDR);
        assertThat(sample(CmafMedia.avc(4), unit)).isEqualTo(prefixed(4, other, IDR));
    }

    @Test
    void whatFollowsADamagedLengthIsLeftOut() {
        Slice good = prefixed(4, IDR);
        Slice damaged = Slice.hex(good.toHex() + "7fffffff41");
        assertThat(sample(CmafMedia.avc(4), damaged)).isEqualTo(good);
        assertThat(sample(CmafMedia.avc(4), Slice.hex("0000"))).isEqualTo(Slice.EMPTY);
    }

    @Test
    void hevcHasItsOwnNumbers() {
        Slice picture = Slice.hex("2601af08");
        Slice sei = Slice.hex("4e0105ff");
        Slice unit = prefixed(
                4,
                Slice.hex("460150"),
                CmafMedia.HEVC_VPS,
                CmafMedia.HEVC_SPS,
                CmafMedia.HEVC_PPS,
                sei,
                picture,
                Slice.hex("4c01ff80"),
                Slice.hex("4801"));
        assertThat(sample(CmafMedia.hevc(""), unit)).isEqualTo(prefixed(4, sei, picture));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void whateverIsDamagedTheSampleIsWellFormed(int lengthSize) {
        Slice good = prefixed(lengthSize, Slice.hex("09f0"), CmafMedia.AVC_PPS, SEI, IDR, Slice.hex("0cff80"), SEI);
        Codec codec = CmafMedia.avc(lengthSize);
        Damage.everyWay(good, 3, bytes -> {
            Slice sample = sample(codec, bytes);
            NalUnits units = new NalUnits().reset(sample, 4);
            while (units.next()) {
                assertThat(units.type()).isNotIn(NalType.ACCESS_UNIT_DELIMITER, NalType.FILLER);
            }
            assertThat(units.isDamaged()).isFalse();
        });
    }

    private static Slice sample(Codec codec, Slice accessUnit) {
        SampleForm form = codec.match(SampleForms.INSTANCE);
        byte[] bytes = new byte[form.lengthOf(accessUnit) + 2];
        form.copy(accessUnit, bytes.length - 2, ByteBuffer.wrap(bytes).position(1));
        assertThat(bytes[0] + bytes[bytes.length - 1]).as("bytes beside").isZero();
        return Slice.wrap(bytes, 1, bytes.length - 2);
    }
}
