package dev.sluice.container.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlvTagReaderTest {
    private static final String SPS = "6742c028da01e0089f970110000003001000000303c0f1832a";
    private static final String OTHER_SPS = "6742c01ed900d83de6f011000003000100000300320f162e48";
    private static final String PPS = "68ce0fc8";
    private static final String RECORD = "0142c028ffe10019" + SPS + "010004" + PPS;
    private static final String IDR = "00000002 6588";
    private final RecordedFlv told = new RecordedFlv();
    private final FlvTagReader reader = new FlvTagReader(told);

    private List<String> video(long timestamp, String hex) throws MalformedInput {
        told.lines.clear();
        reader.readVideo(timestamp, Slice.hex(hex));
        return told.lines;
    }

    private List<String> audio(long timestamp, String hex) throws MalformedInput {
        told.lines.clear();
        reader.readAudio(timestamp, Slice.hex(hex));
        return told.lines;
    }

    @Test
    void readsLegacyVideo() throws MalformedInput {
        assertThat(video(0, "1700000000" + RECORD)).containsExactly("configuration avc1.42c028");
        assertThat(video(0, "1700000000" + RECORD)).containsExactly("ignored REPEATED_CONFIGURATION");
        assertThat(video(40, "1701000050" + IDR)).containsExactly("frame 40+80 key 000000026588");
        assertThat(video(80, "2701ffffd8 00000002419a")).containsExactly("frame 80+-40 00000002419a");
        assertThat(video(90, "1702000000")).containsExactly("end VIDEO");
        assertThat(video(90, "1702")).containsExactly("end VIDEO");
    }

    @Test
    void judgesRandomAccessByTheNalUnits() throws MalformedInput {
        video(0, "1700000000" + RECORD);
        assertThat(video(0, "1701000000 00000002419a")).containsExactly("frame 0+0 00000002419a");
        assertThat(video(0, "2701000000" + IDR)).containsExactly("frame 0+0 key 000000026588");
    }

    @Test
    void readsEnhancedVideoLikeLegacy() throws MalformedInput {
        assertThat(video(0, "90 61766331" + RECORD)).containsExactly("configuration avc1.42c028");
        assertThat(video(40, "91 61766331 000050" + IDR)).containsExactly("frame 40+80 key 000000026588");
        assertThat(video(80, "a3 61766331 00000002419a")).containsExactly("frame 80+0 00000002419a");
        assertThat(video(80, "a7 02aabbcc 03 61766331 00000002419a")).containsExactly("frame 80+0 00000002419a");
        assertThat(video(80, "84 61766331 0200")).containsExactly("ignored METADATA");
        assertThat(video(80, "85 61766331 0200")).containsExactly("ignored PACKET_TYPE");
        assertThat(video(80, "d1 00")).containsExactly("ignored COMMAND_FRAME");
        assertThat(video(80, "92 61766331")).containsExactly("end VIDEO");
    }

    @Test
    void readsAudio() throws MalformedInput {
        assertThat(audio(0, "af01 2110")).containsExactly("ignored BEFORE_CONFIGURATION");
        assertThat(audio(0, "af00")).containsExactly("ignored EMPTY");
        assertThat(audio(0, "af00 1210")).containsExactly("configuration mp4a.40.2");
        assertThat(audio(0, "af00 1210")).containsExactly("ignored REPEATED_CONFIGURATION");
        assertThat(audio(23, "af01 2110")).containsExactly("frame 23+0 key 2110");
        assertThat(audio(23, "91 6d703461 2110")).containsExactly("frame 23+0 key 2110");
        assertThat(audio(23, "90 6d703461 1190")).containsExactly("configuration mp4a.40.2");
        assertThat(audio(23, "af01")).containsExactly("ignored EMPTY");
        assertThat(audio(23, "af00 f95000")).containsExactly("unsupported MPEG-4 audio object type 42");
    }

    @Test
    void stripsAdtsThatWasLeftInPlace() throws MalformedInput {
        assertThat(audio(0xFFFFFFFFL, "af01 fff15080013ffc 2110 fff15080013ffc 2111"))
                .containsExactly("configuration mp4a.40.2", "frame 4294967295+0 key 2110", "frame 22+0 key 2111");
    }

    @ParameterizedTest
    @CsvSource({
        "9, 90 76766331 00, VVC",
        "9, 91 76703038 00, VP8",
        "9, 22 00, Sorenson H.263",
        "9, 23 00, Screen Video",
        "9, 24 00, VP6",
        "9, 90 78787878, FourCC xxxx",
        "9, 90 00000001, codec id 1",
        "9, 90 00787878, FourCC 0x00787878",
        "9, 1f 00, codec id 15",
        "8, 0f 00, PCM",
        "8, 1f 00, ADPCM",
        "8, 6f 00, Nellymoser",
        "8, 7f 00, G.711 A-law",
        "8, 8f 00, G.711 µ-law",
        "8, b6 00, Speex"
    })
    void namesTheCodecsThatItDoesNotCarry(int type, String hex, String name) throws MalformedInput {
        assertThat(type == 9 ? video(0, hex) : audio(0, hex)).containsExactly("unsupported " + name);
    }

    @Test
    void recognisesHevcInAnAvcTag() throws MalformedInput {
        String record = "0101600000009000000000005df000fcfdf8f800000f04a0000100020000";
        assertThat(video(0, "1700000000" + record)).containsExactly("unsupported HEVC in an AVC tag");
        assertThat(video(0, "1701000000 000000022601")).containsExactly("ignored WITHOUT_PICTURE");
    }

    @Test
    void keepsParameterSetsThatComeAloneForTheNextPicture() throws MalformedInput {
        video(0, "1700000000" + RECORD);
        assertThat(video(0, "2701000000 00000003 0605ff")).containsExactly("ignored WITHOUT_PICTURE");
        assertThat(video(0, "1701000000" + IDR)).containsExactly("frame 0+0 key 000000030605ff000000026588");
    }

    @Test
    void takesItsConfigurationFromTheStreamWhenTheRecordIsEmpty() throws MalformedInput {
        assertThat(video(0, "1700000000")).containsExactly("ignored EMPTY");
        assertThat(video(0, "2701000000 00000002419a")).containsExactly("ignored BEFORE_CONFIGURATION");
        assertThat(video(0, "1701000000 00000019" + SPS + "00000004" + PPS + IDR))
                .hasSize(2)
                .first()
                .isEqualTo("configuration avc1.42c028");
    }

    @Test
    void tellsAChangeOfConfigurationThatComesInBand() throws MalformedInput {
        video(0, "1700000000" + RECORD);
        assertThat(video(0, "1701000000 00000019" + SPS + IDR)).hasSize(1);
        assertThat(video(0, "1701000000 00000019" + OTHER_SPS + IDR))
                .hasSize(2)
                .first()
                .isEqualTo("configuration avc1.42c01e");
        assertThat(video(0, "1700000000" + RECORD)).containsExactly("ignored REPEATED_CONFIGURATION");
    }

    @Test
    void convertsStartCodesInFrames() throws MalformedInput {
        video(0, "1700000000" + RECORD);
        assertThat(video(0, "1701000000 00000001 0910 000001 6588aabb"))
                .containsExactly("frame 0+0 key 000000020910000000046588aabb");
        assertThat(video(0, "1701000000 000001 6588aabb")).containsExactly("frame 0+0 key 000000046588aabb");
    }

    @Test
    void carriesOnTheGoodNalUnitsOfADamagedMessage() throws MalformedInput {
        video(0, "1700000000" + RECORD);
        assertThat(video(0, "1701000000" + IDR + "0000ffff41"))
                .containsExactly("ignored DAMAGED", "frame 0+0 key 000000026588");
        assertThat(video(0, "1701000000" + "0000ffff41"))
                .contains("ignored DAMAGED")
                .noneMatch(line -> line.startsWith("frame"));
        assertThat(video(0, "1701000000" + IDR.repeat(513))).containsExactly("ignored TOO_LARGE");
    }

    @Test
    void dropsFramesAfterABrokenConfigurationUntilAGoodOneComes() throws MalformedInput {
        video(0, "1700000000" + RECORD);
        assertThatThrownBy(() -> video(0, "1700000000 0142c028ff")).isInstanceOf(MalformedInput.class);
        assertThat(video(0, "2701000000 00000002419a")).containsExactly("ignored BEFORE_CONFIGURATION");
        assertThat(video(0, "1700000000" + RECORD)).containsExactly("configuration avc1.42c028");
        assertThat(video(0, "1701000000" + IDR)).hasSize(1);
    }

    @Test
    void sharesTheBytesOfTheMessage() throws MalformedInput {
        video(0, "1700000000" + RECORD);
        byte[] message = Slice.hex("1701000000" + IDR).toArray();
        reader.readVideo(0, Slice.wrap(message));
        message[10] = 0x77;
        assertThat(told.frames.get(0).data().at(5)).isEqualTo(0x77);
    }

    @Test
    void ignoresCommandsAndNothing() throws MalformedInput {
        assertThat(video(0, "")).containsExactly("ignored EMPTY");
        assertThat(audio(0, "")).containsExactly("ignored EMPTY");
        assertThat(video(0, "5700")).containsExactly("ignored COMMAND_FRAME");
        assertThat(video(0, "1703000000")).containsExactly("ignored PACKET_TYPE");
        assertThatThrownBy(() -> video(0, "17010000")).isInstanceOf(MalformedInput.class);
    }

    @Test
    void nothingButMalformedInputEscapes() {
        Random random = new Random(3);
        List<String> bodies = List.of(
                "1700000000" + RECORD,
                "1701000000 00000019" + SPS + "00000004" + PPS + IDR,
                "1701000000 00000001 0910 000001 6588aabb",
                "90 61766331" + RECORD,
                "a7 02aabbcc 01 61766331 000000 00000002419a",
                "a6 23 61766331 00 000006 00000002419a 68766331 01 000001 00",
                "af00 119056e500",
                "95 11 6d703461 00 000002 2110 01 000001 00",
                "af01 fff15080013ffc 2110 fff15080013ffc 2111");
        for (String hex : bodies) {
            Slice good = Slice.hex(hex);
            for (int length = 0; length <= good.length(); length++) {
                readBoth(good.slice(0, length));
            }
            for (int i = 0; i < 5_000; i++) {
                byte[] bytes = good.toArray();
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                readBoth(Slice.wrap(bytes));
            }
        }
        assertThat(told.codecs).isNotEmpty();
    }

    private void readBoth(Slice body) {
        try {
            reader.readVideo(0, body);
        } catch (MalformedInput expected) {
            assertThat(expected.getMessage()).isNotBlank();
        }
        try {
            reader.readAudio(0, body);
        } catch (MalformedInput expected) {
            assertThat(expected.getMessage()).isNotBlank();
        }
    }
}
