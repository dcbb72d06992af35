package dev.sluice.container.mpegts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import dev.sluice.media.ac3.Ac3Configuration;
import dev.sluice.media.hevc.HevcConfiguration;
import dev.sluice.media.mp3.Mp3Configuration;
import dev.sluice.media.opus.OpusConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** MPEG-TS of HEVC, MP3, AC-3 and E-AC-3. */
class OtherCodecsTest {
    /** The SPS behind its start code. */
    private static final String SETS = "000000014201";

    private static final Slice RECORD = Slice.hex("0101600000009000000000005df000fcfdf8f800000f"
            + "03a000010018" + "40010c01ffff01600000030090000003000003005d959809" + "a10001002b"
            + "42010101600000030090000003000003005da00280802d165959a4932bc05a020000030002000003003c10"
            + "a2000100074401c172b46240");
    private static final int PACKET = 188;
    private final TsMuxer muxer = new TsMuxer();

    @Test
    void writesHevcWithItsParameterSetsBeforeRandomAccessPictures() throws MalformedInput {
        Codec hevc = new Codec.Hevc(HevcConfiguration.parse(RECORD).orElseThrow());
        Track track = new Track(TrackId.VIDEO, hevc);
        muxer.startSegment(List.of(track));
        muxer.write(new AccessUnit(track, 0, 0, true, Slice.hex("000000042601af08")));
        muxer.write(new AccessUnit(track, 3_600, 3_600, false, Slice.hex("000000040201d008")));
        Slice segment = muxer.endSegment();
        assertThat(mapOf(segment))
                .contains("24e100f0060504" + Slice.utf8("HEVC").toHex());
        String payload = payload(segment, Pid.VIDEO);
        assertThat(payload).containsOnlyOnce(SETS).contains("00000001460150" + "0000000140010c01");
        assertThat(payload.indexOf("000000012601af08")).isGreaterThan(payload.indexOf(SETS));
        assertThat(payload).contains("00000001460150" + "000000010201d008");
    }

    @Test
    void writesMp3AsItIs() {
        Track track = new Track(TrackId.AUDIO, new Codec.Mp3(new Mp3Configuration(1, 44_100, 2)));
        Slice frame = Slice.hex("fffb90c4" + "11".repeat(413));
        Slice segment = audio(track, frame, 1_152);
        assertThat(mapOf(segment)).contains("03e101f000");
        assertThat(payload(segment, Pid.AUDIO)).contains("000001c0").contains(frame.toHex() + frame.toHex());
        Track half = new Track(TrackId.AUDIO, new Codec.Mp3(new Mp3Configuration(2, 22_050, 2)));
        assertThat(mapOf(audio(half, frame, 576))).contains("04e101f000");
    }

    @Test
    void writesAc3AsAPrivateStreamWithARegistration() {
        Ac3Configuration configuration = new Ac3Configuration(48_000, 0, 8, 0, 2, false, 10, 192);
        Slice frame = Slice.hex("0b77fe95144043e1" + "00".repeat(760));
        Slice ac3 = audio(new Track(TrackId.AUDIO, new Codec.Ac3(configuration)), frame, 1_536);
        assertThat(mapOf(ac3)).contains("81e101f0060504" + Slice.utf8("AC-3").toHex());
        assertThat(payload(ac3, Pid.AUDIO)).contains("000001bd").contains(frame.toHex() + frame.toHex());
        Slice eac3 = audio(new Track(TrackId.AUDIO, new Codec.Eac3(configuration)), frame, 1_536);
        assertThat(mapOf(eac3)).contains("87e101f0060504" + Slice.utf8("EAC3").toHex());
    }

    @Test
    void saysWhatItDoesNotCarry() {
        assertThat(TsMuxer.carries(new Codec.Opus(OpusConfiguration.assumed(2))))
                .isFalse();
        assertThat(TsMuxer.carries(new Codec.Mp3(new Mp3Configuration(1, 44_100, 2))))
                .isTrue();
    }

    private Slice audio(Track track, Slice frame, int samples) {
        muxer.startSegment(List.of(track));
        muxer.write(new AccessUnit(track, 0, 0, true, frame));
        muxer.write(new AccessUnit(track, samples, samples, true, frame));
        return muxer.endSegment();
    }

    /** The second packet of a segment. */
    private static String mapOf(Slice segment) {
        return segment.slice(PACKET, 2 * PACKET).toHex();
    }

    /** All payload bytes of a PID. */
    private static String payload(Slice segment, int pid) {
        ByteWriter out = new ByteWriter();
        for (int at = 0; at < segment.length(); at += PACKET) {
            Slice packet = segment.slice(at, at + PACKET);
            if ((packet.u16(1) & 0x1FFF) == pid && (packet.at(3) & 0x10) != 0) {
                boolean field = (packet.at(3) & 0x20) != 0;
                out.bytes(packet.from(field ? 5 + packet.at(4) : 4));
            }
        }
        return out.take().toHex();
    }
}
