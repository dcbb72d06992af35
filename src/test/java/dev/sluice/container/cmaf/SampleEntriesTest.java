package dev.sluice.container.cmaf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.ColorInfo;
import dev.sluice.media.Track;
import dev.sluice.media.ac3.Ac3Configuration;
import dev.sluice.media.av1.Av1Configuration;
import dev.sluice.media.flac.FlacConfiguration;
import dev.sluice.media.mp3.Mp3Configuration;
import dev.sluice.media.opus.OpusConfiguration;
import dev.sluice.media.vp9.Vp9Configuration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sample entry of every codec, down to the last byte of its configuration. */
class SampleEntriesTest {
    private static final String AVC_MAIN =
            "014d401effe10017674d401eeca05017fcb808800001f480007530078b16cb01000568ebe3cb20";

    private static final ColorInfo HDR = new ColorInfo(
            OptionalInt.of(10),
            OptionalInt.of(9),
            OptionalInt.of(16),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0142c028ffe100196742c028da01e0089f970110000003001000000303c0f1832a01000468ce0fc8",
                AVC_MAIN,
                "01f4000dffe1001867f4000d91968141fb011000000300100000030320f142aa01000568ce0f1920fff8f800"
            })
    void anAvcRecordThatIsAsItShouldBeStaysAsItIs(String configurationRecord) {
        assertThat(configuration(CmafMedia.avc(configurationRecord), "avcC")).isEqualTo(configurationRecord);
    }

    @Test
    void anAvcRecordIsMendedWhereSamplesOrDecodersNeedIt() {
        assertThat(configuration(CmafMedia.avc(2), "avcC"))
                .as("samples have lengths of four bytes")
                .isEqualTo(AVC_MAIN);
        String startCodes = "00000001" + CmafMedia.AVC_SPS.toHex() + "00000001" + CmafMedia.AVC_PPS.toHex();
        assertThat(configuration(CmafMedia.avc(startCodes), "avcC")).isEqualTo(AVC_MAIN);
        String high = "67640028ad843fffc221087fffffffffffffff6ca03c0113f2e022000003000200000300781e30632c";
        assertThat(configuration(CmafMedia.avc("01640028ffe10029" + high + "01000468ce0fc8"), "avcC"))
                .as("High profile has a tail")
                .endsWith("68ce0fc8fdf8f800");
    }

    @Test
    void avcTellsTheCodedSizeAndTheShapeOfASample() {
        assertThat(dump(CmafMedia.AVC.codec())).startsWith("avc1 133 640x360\n").doesNotContain("pasp");
    }

    @Test
    void hevcHasItsParameterSetsAndNoSei() {
        String sei = "a700010005" + "4e0105ffff";
        assertThat(configuration(CmafMedia.hevc(sei), "hvcC"))
                .isEqualTo(configuration(CmafMedia.hevc(""), "hvcC"))
                .startsWith("0101600000009000000000005df000fcfdf8f800000f03a0000100184001")
                .endsWith("a200010007" + CmafMedia.HEVC_PPS.toHex());
        assertThat(dump(CmafMedia.HEVC.codec())).startsWith("hvc1 206 1280x720\n");
    }

    @Test
    void av1AndVp9HaveTheirRecords() throws MalformedInput {
        String av1 = "81010c000a0b0000000cc4ff6700be0010";
        Codec.Av1 picture = new Codec.Av1(Av1Configuration.parse(Slice.hex(av1)).orElseThrow());
        assertThat(dump(picture)).isEqualTo("av01 111 640x360\n  av1C 25 " + av1 + "\n");
        String vp9 = "010000000015820202020000";
        Vp9Configuration unsized = Vp9Configuration.parse(Slice.hex(vp9));
        assertThat(CmafInit.carries(new Codec.Vp9(unsized))).isFalse();
        Vp9Configuration sized = new Vp9Configuration(unsized.record(), 0, 21, 8, 2, 640, 360);
        assertThat(dump(new Codec.Vp9(sized))).isEqualTo("vp09 106 640x360\n  vpcC 20 " + vp9 + "\n");
    }

    @Test
    void aacTellsTheCoreRateAndItsWholeConfiguration() {
        String head = "00000000" + "0380808025" + "0000" + "00" + "0480808017" + "4015" + "000000" + "0000000000000000";
        assertThat(configuration(CmafMedia.aac("119056e500"), "esds"))
                .isEqualTo(head + "0580808005119056e500" + "068080800102");
        assertThat(dump(CmafMedia.aac("1210"))).startsWith("mp4a 87 channels=2 bits=16 rate=44100.0\n");
        assertThat(dump(CmafMedia.aac("2b920800")))
                .startsWith("mp4a 89 channels=2 bits=16 rate=22050.0\n")
                .contains("05808080042b920800");
        assertThat(configuration(CmafMedia.aac("139056e5a0"), "esds"))
                .as("SBR is told first")
                .contains("05808080042b920800");
        assertThat(dump(CmafMedia.aac("1010"))).as("96 kHz").contains("rate=0.0");
    }

    @Test
    void mp3IsToldByItsGeneration() {
        assertThat(configuration(new Codec.Mp3(new Mp3Configuration(1, 44_100, 2)), "esds"))
                .contains("6b15");
        assertThat(configuration(new Codec.Mp3(new Mp3Configuration(2, 22_050, 1)), "esds"))
                .contains("6915")
                .hasSize(2 * 36);
    }

    @Test
    void opusIsBigEndianHere() throws MalformedInput {
        Codec.Opus stereo = new Codec.Opus(OpusConfiguration.assumed(2));
        assertThat(configuration(stereo, "dOps")).isEqualTo("000201380000bb80000000");
        assertThat(dump(stereo)).startsWith("Opus 55 channels=2 bits=16 rate=48000.0\n");
        Slice surround = Slice.hex("4f707573486561640106380180bb0000ffff01" + "0402" + "000401020305");
        assertThat(configuration(new Codec.Opus(OpusConfiguration.parse(surround)), "dOps"))
                .isEqualTo("000601380000bb80ffff01" + "0402" + "000401020305");
    }

    @Test
    void flacHasItsStreamInfo() throws MalformedInput {
        String info = "12001200" + "000780005110" + "0bb802f0" + "0000012c0" + "0".repeat(31);
        Codec.Flac flac = new Codec.Flac(FlacConfiguration.parse(Slice.hex(info)));
        assertThat(configuration(flac, "dfLa")).isEqualTo("0000000080000022" + info);
        assertThat(dump(flac)).startsWith("fLaC 86 channels=2 bits=16 rate=48000.0\n");
        String fast = "12001200" + "000780005110" + "177002f0" + "0000012c0" + "0".repeat(31);
        assertThat(dump(new Codec.Flac(FlacConfiguration.parse(Slice.hex(fast)))))
                .as("96 kHz")
                .contains("rate=48000.0");
    }

    @Test
    void dolbyHasWhatItsFirstFrameSaid() {
        Ac3Configuration ac3 = new Ac3Configuration(48_000, 0, 8, 0, 7, true, 14, 384);
        assertThat(dump(new Codec.Ac3(ac3))).isEqualTo("ac-3 47 channels=6 bits=16 rate=48000.0\n  dac3 11 103dc0\n");
        Ac3Configuration eac3 = new Ac3Configuration(48_000, 0, 16, 0, 7, true, 0, 192);
        assertThat(dump(new Codec.Eac3(eac3)))
                .isEqualTo("ec-3 49 channels=6 bits=16 rate=48000.0\n  dec3 13 0600200f00\n");
    }

    @Test
    void theShapeOfASampleAndColoursComeFromTheBitstream() throws MalformedInput {
        Codec.Avc wide = CmafMedia.avc("0164000cffe10020"
                + "6764000cacd941419f9fff0040002d6e020202800000030080000019078a14cb"
                + "01000468ef8fcbfdf8f800");
        assertThat(wide.width()).isEqualTo(455);
        String entry = BoxDump.of(wide.match(new SampleEntries(Optional.of(HDR))));
        assertThat(entry).startsWith("avc1 180 320x180\n").endsWith("  pasp 16 64:45\n  colr 19 nclx 1/1/1 full\n");
        Slice av1 = Slice.hex("81000d000a0e000000043cfeccfbf91091009240");
        assertThat(dump(new Codec.Av1(Av1Configuration.parse(av1).orElseThrow())))
                .contains("colr 19 nclx 9/16/9\n");
        Slice vp9 = Slice.hex("01000000000b820101010000");
        assertThat(dump(new Codec.Vp9(new Vp9Configuration(vp9, 0, 11, 8, 1, 320, 180))))
                .contains("colr 19 nclx 1/1/1\n");
    }

    @Test
    void whereTheBitstreamIsSilentColoursComeFromTheEncoder() {
        for (Track track : List.of(CmafMedia.HEVC, CmafMedia.AVC)) {
            assertThat(BoxDump.of(track.codec().match(new SampleEntries(Optional.of(HDR)))))
                    .endsWith("  colr 19 nclx 9/16/2\n");
        }
    }

    private static String dump(Codec codec) {
        return BoxDump.of(codec.match(new SampleEntries(Optional.empty())));
    }

    private static String configuration(Codec codec, String type) {
        Slice entry = codec.match(new SampleEntries(Optional.empty()));
        return Mp4Box.parse(entry).get(0).child(type).body().toHex();
    }
}
