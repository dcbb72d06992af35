package dev.sluice.media.avc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvcConfigurationTest {
    private static final String AVC_1 =
            "0142c028ffe100196742c028da01e0089f970110000003001000000303c0f1832a01000468ce0fc8";
    private static final String AVC_2 =
            "014d401effe10017674d401eeca05017fcb808800001f480007530078b16cb01000568ebe3cb20";
    private static final String AVC_3 =
            "0142c01effe100196742c01ed900d83de6f011000003000100000300320f162e4801000568cb83cb20";
    private static final String AVC_4 =
            "014d4028ffe10019674d4028f403c0227ef011000003000100000300321f162ea001000468de0fc8";
    private static final String AVC_5 =
            "01f4000dffe1001867f4000d91968141fb011000000300100000030320f142aa01000568ce0f1920fff8f800";
    private static final String AVC_6 =
            "67640028ad843fffc221087fffffffffffffff6ca03c0113f2e022000003000200000300781e30632c";
    static final List<String> RECORDS = List.of(AVC_1, AVC_2, AVC_3, AVC_4, AVC_5);

    @ParameterizedTest
    @CsvSource({
        AVC_1 + ", avc1.42c028, 1920, 1080, 30, Constrained Baseline, 4.0",
        AVC_2 + ", avc1.4d401e, 640, 360, 29.97003, Main, 3.0",
        AVC_3 + ", avc1.42c01e, 854, 480, 25, Constrained Baseline, 3.0",
        AVC_4 + ", avc1.4d4028, 1920, 1080, 25, Main, 4.0",
        AVC_5 + ", avc1.f4000d, 320, 240, 25, High 4:4:4, 1.3"
    })
    void readsRecordsOfRealEncoders(
            String hex, String rfc6381, int width, int height, double rate, String profile, String level)
            throws MalformedInput {
        AvcConfiguration read = AvcConfiguration.parse(Slice.hex(hex)).orElseThrow();
        assertThat(read.rfc6381()).isEqualTo(rfc6381);
        assertThat(read.width()).isEqualTo(width);
        assertThat(read.height()).isEqualTo(height);
        assertThat(read.frameRate().orElseThrow()).isCloseTo(rate, within(0.001));
        assertThat(read.lengthSize()).isEqualTo(4);
        assertThat(read.record()).isEqualTo(Slice.hex(hex));
        SequenceParameterSet set =
                SequenceParameterSet.parse(read.sequenceParameterSets().get(0));
        assertThat(set.profileName()).isEqualTo(profile);
        assertThat(set.levelName()).isEqualTo(level);
        assertThat(set.interlaced()).isEqualTo(hex.equals(AVC_4));
        assertThat(set.isWidelyPlayable()).isNotEqualTo(hex.equals(AVC_5));
    }

    @Test
    void readsScalingListsAndReordering() throws MalformedInput {
        SequenceParameterSet scaled = SequenceParameterSet.parse(Slice.hex(AVC_6));
        assertThat(scaled.width()).isEqualTo(1920);
        assertThat(scaled.height()).isEqualTo(1080);
        assertThat(scaled.frameRate()).hasValue(30);
        assertThat(SequenceParameterSet.parse(Slice.hex("674d401eeca05017fcb808800001f480007530078b16cb"))
                        .reorderFrames())
                .hasValue(2);
    }

    @Test
    void wantsNeitherTailNorEndAndTakesSeveralSets() throws MalformedInput {
        String withoutTail = AVC_5.substring(0, AVC_5.length() - 8);
        assertThat(AvcConfiguration.parse(Slice.hex(withoutTail))).isPresent();
        assertThat(AvcConfiguration.parse(Slice.hex(AVC_1 + "deadbeef"))).isPresent();
        String twice = AVC_2.replace("ffe10017", "ffe20017")
                .replace("01000568", "0017674d401eeca05017fcb808800001f480007530078b16cb01000568");
        assertThat(AvcConfiguration.parse(Slice.hex(twice)).orElseThrow().sequenceParameterSets())
                .hasSize(2);
    }

    @Test
    void waitsForSetsInBandWhenTheRecordHasNone() throws MalformedInput {
        assertThat(AvcConfiguration.parse(Slice.hex("0142c028ffe000"))).isEmpty();
        assertThat(AvcConfiguration.parse(Slice.hex("0142c028ffe0"))).isEmpty();
    }

    @Test
    void acceptsStartCodesInPlaceOfTheRecord() throws MalformedInput {
        Slice sets = Slice.hex("000000016742c028da01e0089f970110000003001000000303c0f1832a00000168ce0fc8");
        ParameterSets read = ParameterSets.parse(sets);
        AvcConfiguration configuration = read.configuration().orElseThrow();
        assertThat(configuration.record()).isEqualTo(Slice.hex(AVC_1));
        assertThat(configuration.rfc6381()).isEqualTo("avc1.42c028");
    }

    @Test
    void writesTheTailOfHighProfiles() throws MalformedInput {
        AvcConfiguration read = AvcConfiguration.parse(Slice.hex(AVC_5)).orElseThrow();
        assertThat(read.parameterSets().configuration().orElseThrow().record()).isEqualTo(read.record());
    }

    @Test
    void aSetTakesThePlaceOfTheOneWithItsId() throws MalformedInput {
        ParameterSets sets = ParameterSets.parse(Slice.hex(AVC_1));
        Slice other = Slice.hex("6742c01ed900d83de6f011000003000100000300320f162e48");
        assertThat(sets.with(sets.sequence().get(0))).isSameAs(sets);
        assertThat(sets.with(other).sequence()).containsExactly(other);
        assertThat(sets.with(Slice.hex("67ff"))).isSameAs(sets);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "01", "0142c028ff", "0242c028ffe100", "0142c028ffe1ffff67", "0142c028ffe1000267ff01000168"})
    void refusesWhatIsNoRecord(String hex) {
        assertThatThrownBy(() -> AvcConfiguration.parse(Slice.hex(hex))).isInstanceOf(MalformedInput.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"67ff", "67", "68ce0fc8", "6742c028000000000000"})
    void refusesWhatIsNoSequenceParameterSet(String hex) {
        assertThatThrownBy(() -> SequenceParameterSet.parse(Slice.hex(hex))).isInstanceOf(MalformedInput.class);
    }

    @Test
    void nothingButMalformedInputEscapes() {
        Random random = new Random(1);
        for (String hex : RECORDS) {
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
            }
        }
    }

    private static void parse(Slice bytes) {
        try {
            AvcConfiguration.parse(bytes).ifPresent(read -> {
                assertThat(read.width()).isPositive();
                assertThat(read.height()).isBetween(1, 16_384);
            });
        } catch (MalformedInput expected) {
            assertThat(expected).hasMessageMatching("(?s).+");
        }
    }
}
