package dev.sluice.container.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.amf.Amf0Writer;
import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.Damage;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.ColorInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnhancedRtmpTest {
    private static final String HEVC_HEAD = "0101600000009000000000005df000fcfdf8f800000f";
    private static final String SPS =
            "42010101600000030090000003000003005da00280802d165959a4932bc05a020000030002000003003c10";
    private static final String HEVC = HEVC_HEAD
            + "03a000010018" + "40010c01ffff01600000030090000003000003005d959809" + "a10001002b" + SPS
            + "a2000100074401c172b46240";
    private static final String AVC =
            "0142c028ffe10019" + "6742c028da01e0089f970110000003001000000303c0f1832a" + "010004" + "68ce0fc8";
    private static final String AV1_HEADER = "0a0b0000000cc4ff6700be0010";
    private static final String AV1_KEY = AV1_HEADER + "320410008500";
    private static final String VP9_KEY = "824983420027f016760638241c184a10";
    private static final String OPUS_HEAD = "4f707573486561640102380180bb0000000000";
    private static final String STREAMINFO = "120012000000fc0005110bb802f000003840e5f051c128e84992c0cba99724092b51";
    private final RecordedFlv told = new RecordedFlv();
    private final FlvTagReader reader = new FlvTagReader(told);

    private List<String> video(long timestamp, Slice body) throws MalformedInput {
        told.lines.clear();
        reader.readVideo(timestamp, body);
        return told.lines;
    }

    private List<String> video(long timestamp, String hex) throws MalformedInput {
        return video(timestamp, Slice.hex(hex));
    }

    private List<String> audio(long timestamp, String hex) throws MalformedInput {
        told.lines.clear();
        reader.readAudio(timestamp, Slice.hex(hex));
        return told.lines;
    }

    @ParameterizedTest
    @CsvSource({"90 68766331, 91 68766331 000028, a1 68766331 000028", "1c 00000000, 1c 01000028, 2c 01000028"})
    void readsHevcInBothForms(String start, String key, String inter) throws MalformedInput {
        assertThat(video(0, key + "00000004 2601af08")).containsExactly("ignored BEFORE_CONFIGURATION");
        assertThat(video(0, start + HEVC)).containsExactly("configuration hvc1.1.6.L93.90");
        assertThat(video(0, start + HEVC)).containsExactly("ignored REPEATED_CONFIGURATION");
        // A key frame flag that lies, in both directions.
        assertThat(video(40, key + "00000004 0201d008")).containsExactly("frame 40+40 000000040201d008");
        assertThat(video(80, inter + "00000004 2601af08")).containsExactly("frame 80+40 key 000000042601af08");
        assertThat(video(80, "93 68766331 00000004 2601af08")).containsExactly("frame 80+0 key 000000042601af08");
    }

    @Test
    void dropsWhatRefersToPicturesBeforeTheFirst() throws MalformedInput {
        video(0, "90 68766331" + HEVC);
        assertThat(video(0, "93 68766331 00000004 2a01af08")).containsExactly("frame 0+0 key 000000042a01af08");
        assertThat(video(1, "a3 68766331 00000004 1001d008")).containsExactly("ignored LEADING_PICTURE");
        assertThat(video(2, "a3 68766331 00000004 0c01d008")).containsExactly("frame 2+0 000000040c01d008");
        assertThat(video(3, "a3 68766331 00000004 1201d008")).containsExactly("ignored LEADING_PICTURE");
        assertThat(video(4, "a3 68766331 00000004 0201d008")).containsExactly("frame 4+0 000000040201d008");
        // Behind a later CRA the pictures that it skips are there to refer to.
        assertThat(video(5, "93 68766331 00000004 2a01af08")).hasSize(1);
        assertThat(video(6, "a3 68766331 00000004 1001d008")).containsExactly("frame 6+0 000000041001d008");
    }

    @Test
    void tellsAnHevcConfigurationThatChangesInBand() throws MalformedInput {
        video(0, "90 68766331" + HEVC);
        String other = SPS.replace("5da0", "5aa0");
        assertThat(video(0, "93 68766331 0000002b" + other + "00000004 2601af08"))
                .hasSize(2)
                .first()
                .isEqualTo("configuration hvc1.1.6.L90.90");
        assertThat(video(0, "93 68766331 00000003 4e0105")).containsExactly("ignored WITHOUT_PICTURE");
        assertThat(video(0, "93 68766331 00000004 2601af08"))
                .containsExactly("frame 0+0 key 000000034e0105000000042601af08");
    }

    @Test
    void readsAv1WithItsHeaderInTheRecordOrInTheStream() throws MalformedInput {
        assertThat(video(0, "a1 61763031 320430008500")).containsExactly("ignored BEFORE_CONFIGURATION");
        assertThat(video(0, "91 61763031 1200" + AV1_KEY))
                .containsExactly("configuration av01.0.01M.08", "frame 0+0 key " + AV1_KEY);
        assertThat(video(0, "90 61763031 81010c00" + AV1_HEADER)).containsExactly("configuration av01.0.01M.08");
        assertThat(video(0, "95 61763031 80040000")).containsExactly("ignored PACKET_TYPE");
        assertThat(video(0, "91 61763031 32ff")).containsExactly("ignored DAMAGED");
        assertThat(video(0, "1d 01000000" + AV1_KEY)).contains("frame 0+0 key " + AV1_KEY);
    }

    @Test
    void announcesVp9AtItsFirstKeyFrame() throws MalformedInput {
        assertThat(video(0, "90 76703039 010000000015820202020000")).isEmpty();
        assertThat(video(0, "a1 76703039 8600")).containsExactly("ignored BEFORE_CONFIGURATION");
        assertThat(video(0, "91 76703039" + VP9_KEY))
                .containsExactly("configuration vp09.00.21.08", "frame 0+0 key " + VP9_KEY);
        assertThat(video(9, "91 76703039 8600")).containsExactly("frame 9+0 8600");
    }

    @Test
    void readsTheSoundOfEveryCodec() throws MalformedInput {
        assertThat(audio(0, "90 4f707573" + OPUS_HEAD)).containsExactly("configuration opus");
        assertThat(audio(20, "91 4f707573 fc01")).containsExactly("frame 20+0 key fc01");
        assertThat(audio(0, "94 4f707573 01 02 00000003")).containsExactly("ignored PACKET_TYPE");
        assertThat(audio(0, "90 664c6143 664c614380000022" + STREAMINFO)).containsExactly("configuration fLaC");
        assertThat(audio(0, "91 664c6143 fff8c81800aa")).containsExactly("frame 0+0 key fff8c81800aa");
        String ac3 = "0b77fe95144043e1" + "00".repeat(760);
        assertThat(audio(0, "91 61632d33" + ac3 + ac3))
                .containsExactly("configuration ac-3", "frame 0+0 key " + ac3, "frame 32+0 key " + ac3);
        String eac3 = "0b7700cf7487c000" + "00".repeat(408);
        String dependent = "0b7740cf7487c000" + "00".repeat(408);
        assertThat(audio(0, "91 65632d33" + eac3 + dependent + eac3))
                .containsExactly("configuration ec-3", "frame 0+0 key " + eac3 + dependent, "frame 34+0 key " + eac3);
        assertThat(audio(0, "91 65632d33" + ac3)).containsExactly("ignored DAMAGED");
    }

    @Test
    void assumesAnOpusHeaderThatNeverCame() throws MalformedInput {
        assertThat(audio(20, "91 4f707573 fc01")).containsExactly("configuration opus", "frame 20+0 key fc01");
    }

    @ParameterizedTest
    @CsvSource({"2f", "ef", "91 2e6d7033"})
    void splitsTheMp3FramesOfAMessage(String head) throws MalformedInput {
        String frame = "fffb90c4" + "00".repeat(413);
        assertThat(audio(100, head + frame + frame))
                .containsExactly("configuration mp4a.40.34", "frame 100+0 key " + frame, "frame 126+0 key " + frame);
        assertThat(audio(100, head + "00112233")).containsExactly("ignored DAMAGED");
    }

    @Test
    void addsNanosecondsToThePresentationTime() throws MalformedInput {
        video(0, "90 61766331" + AVC);
        video(40, "a7 02 0c3500 01 61766331 000050 00000002419a");
        assertThat(told.frames.get(0).compositionMillis()).isEqualTo(80);
        assertThat(told.frames.get(0).compositionNanos()).isEqualTo(800_000);
        // Two modifiers, of which the second is unknown; a long one; an offset beyond its range.
        video(40, "a7 02 000064 07 00 ff 13 61766331 00000002419a");
        assertThat(told.frames.get(1).compositionNanos()).isEqualTo(100);
        video(40, "a7 ff 0101 " + "00".repeat(258) + " 03 61766331 00000002419a");
        video(40, "a7 02 0f4240 03 61766331 00000002419a");
        assertThat(told.frames).hasSize(4);
        assertThat(told.frames.get(3).compositionNanos()).isZero();
        assertThatThrownBy(() -> video(40, "a7 ff 0101 00")).isInstanceOf(MalformedInput.class);
    }

    @Test
    void readsAllLayoutsOfSeveralTracks() throws MalformedInput {
        EnhancedTagWriter writer = new EnhancedTagWriter(true);
        var avc = new EnhancedTagWriter.Part("avc1", 0, Slice.hex(AVC));
        var hevc = new EnhancedTagWriter.Part("hvc1", 1, Slice.hex(HEVC));
        assertThat(video(0, writer.manyCodecs(0, List.of(avc, hevc))))
                .containsExactly("configuration avc1.42c028", "configuration #1 hvc1.1.6.L93.90");
        assertThat(video(0, writer.oneTrack(0, new EnhancedTagWriter.Part("avc1", 2, Slice.hex(AVC)))))
                .containsExactly("configuration #2 avc1.42c028");
        var first = new EnhancedTagWriter.Part("avc1", 0, Slice.hex("00000002419a"));
        var third = new EnhancedTagWriter.Part("avc1", 2, Slice.hex("000000026588"));
        assertThat(video(7, writer.manyTracks(3, List.of(first, third))))
                .containsExactly("frame 7+0 00000002419a", "frame #2 7+0 key 000000026588");
        assertThat(video(7, "a6 03 68766331 01 00000004 2601af08"))
                .containsExactly("frame #1 7+0 key 000000042601af08");
        // Composition times stand in each track's part.
        assertThat(video(7, "a6 11 61766331 00 000009 000005 00000002419a 02 000009 000006 00000002419a"))
                .containsExactly("frame 7+5 00000002419a", "frame #2 7+6 00000002419a");
        EnhancedTagWriter sound = new EnhancedTagWriter(false);
        var aac = new EnhancedTagWriter.Part("mp4a", 0, Slice.hex("1210"));
        var opus = new EnhancedTagWriter.Part("Opus", 1, Slice.hex(OPUS_HEAD));
        assertThat(audio(0, sound.manyCodecs(0, List.of(aac, opus)).toHex()))
                .containsExactly("configuration mp4a.40.2", "configuration #1 opus");
    }

    @Test
    void endsOrIgnoresWhatNoLayoutExplains() throws MalformedInput {
        assertThatThrownBy(() -> video(7, "a6 13 61766331 00 ffffff 00")).isInstanceOf(MalformedInput.class);
        assertThat(video(7, "a6 33 61766331 00 000001 00")).containsExactly("ignored PACKET_TYPE");
        assertThat(video(7, "a6 06 61766331 00")).containsExactly("ignored PACKET_TYPE");
        assertThat(video(7, "a6 03 76766331 01 00")).containsExactly("ignored ADDITIONAL_TRACK");
    }

    @Test
    void holdsTheStateOfSixteenTracksOfAKind() throws MalformedInput {
        for (int index = 0; index < 256; index++) {
            String id = String.format("%02x", index);
            assertThat(audio(0, "95 00 6d703461" + id + "1210"))
                    .containsExactly(
                            index == 0
                                    ? "configuration mp4a.40.2"
                                    : index < 16
                                            ? "configuration #" + index + " mp4a.40.2"
                                            : "ignored ADDITIONAL_TRACK");
        }
    }

    @Test
    void beginsATrackAnewThatChangesItsCodec() throws MalformedInput {
        video(0, "17 00000000" + AVC);
        assertThat(video(0, "90 68766331" + HEVC)).containsExactly("configuration hvc1.1.6.L93.90");
        assertThat(video(0, "17 01000000 000000026588")).containsExactly("ignored BEFORE_CONFIGURATION");
        assertThat(video(0, "17 00000000" + AVC)).containsExactly("configuration avc1.42c028");
    }

    @Test
    void readsTheMetadataOfColours() throws MalformedInput {
        AmfValue config = AmfValue.object(
                Map.entry("bitDepth", AmfValue.of(10)),
                Map.entry("colorPrimaries", AmfValue.of(9)),
                Map.entry("transferCharacteristics", AmfValue.of(16)),
                Map.entry("matrixCoefficients", AmfValue.of(9)));
        AmfValue light =
                AmfValue.object(Map.entry("maxFall", AmfValue.of(400)), Map.entry("maxCLL", AmfValue.of(1000)));
        AmfValue display = AmfValue.object(
                Map.entry("redX", AmfValue.of(0.68)),
                Map.entry("redY", AmfValue.of(0.32)),
                Map.entry("maxLuminance", AmfValue.of(1000)),
                Map.entry("minLuminance", AmfValue.of(Double.NaN)));
        AmfValue info = AmfValue.object(
                Map.entry("colorConfig", config), Map.entry("hdrCll", light), Map.entry("hdrMdcv", display));
        EnhancedTagWriter writer = new EnhancedTagWriter(true);
        Slice body = Amf0Writer.encode(List.of(AmfValue.of("colorInfo"), info));
        assertThat(video(0, writer.single(4, "hvc1", body))).containsExactly("color PQ");
        ColorInfo color = told.colors.get(0).orElseThrow();
        assertThat(color.bitDepth()).hasValue(10);
        assertThat(color.matrix()).hasValue(9);
        assertThat(color.contentLight()).contains(new ColorInfo.ContentLight(400, 1_000));
        ColorInfo.MasteringDisplay mastering = color.masteringDisplay().orElseThrow();
        assertThat(mastering.red()).isEqualTo(new ColorInfo.Point(0.68, 0.32));
        assertThat(mastering.maxLuminance()).isEqualTo(1_000);
        assertThat(mastering.minLuminance()).isZero();
        // OBS sends the frame type 0, and 5 says nothing here.
        assertThat(video(0, "84 68766331" + body.toHex())).containsExactly("color PQ");
        assertThat(video(0, "d4 68766331" + body.toHex())).containsExactly("color PQ");
        assertThat(video(0, "84 68766331 020009 636f6c6f72496e666f 06")).containsExactly("color none");
        assertThat(video(0, "84 68766331 020009 636f6c6f72496e666f")).containsExactly("ignored METADATA");
        assertThat(video(0, "84 68766331 0b")).containsExactly("ignored METADATA");
    }

    @Test
    void nothingButMalformedInputEscapes() {
        EnhancedTagWriter writer = new EnhancedTagWriter(true);
        List<Slice> bodies = List.of(
                Slice.hex("90 68766331" + HEVC),
                Slice.hex("93 68766331 0000002b" + SPS + "00000004 2601af08"),
                Slice.hex("91 61763031 1200" + AV1_KEY),
                Slice.hex("91 76703039" + VP9_KEY),
                Slice.hex("a7 02 0c3500 01 61766331 000050 00000002419a"),
                Slice.hex("a6 11 61766331 00 000009 000005 00000002419a 02 000009 000006 00000002419a"),
                writer.single(4, "hvc1", hlg()),
                Slice.hex("90 4f707573" + OPUS_HEAD),
                Slice.hex("90 664c6143 664c614380000022" + STREAMINFO),
                Slice.hex("2f fffb90c4" + "00".repeat(413)),
                Slice.hex("91 65632d33 0b7700cf7487c000" + "00".repeat(408)));
        for (Slice body : bodies) {
            Damage.everyWay(body, 15, bytes -> reader.readVideo(0, bytes));
            Damage.everyWay(body, 16, bytes -> reader.readAudio(0, bytes));
        }
        assertThat(told.codecs).isNotEmpty();
    }

    private static Slice hlg() {
        AmfValue config = AmfValue.object(Map.entry("transferCharacteristics", AmfValue.of(18)));
        AmfValue info = AmfValue.object(Map.entry("colorConfig", config));
        return Amf0Writer.encode(List.of(AmfValue.of("colorInfo"), info));
    }
}
