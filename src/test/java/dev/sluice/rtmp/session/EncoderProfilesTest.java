package dev.sluice.rtmp.session;

import static dev.sluice.rtmp.session.Talk.NULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.bytes.Splits;
import dev.sluice.container.flv.FlvSink;
import dev.sluice.container.flv.FlvTagReader;
import dev.sluice.container.flv.Ignored;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.TestMedia;
import dev.sluice.media.Timeline;
import dev.sluice.media.TrackId;
import dev.sluice.rtmp.chunk.ChunkWriter;
import dev.sluice.rtmp.chunk.RawMessage;
import dev.sluice.rtmp.message.Aggregate;
import dev.sluice.rtmp.message.Audio;
import dev.sluice.rtmp.message.Command;
import dev.sluice.rtmp.message.Video;
import dev.sluice.rtmp.session.ProtocolViolation.Kind;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What encoders do wrong with their media, from their bytes to the access units on our timeline. */
class EncoderProfilesTest {
    private static final String SPS = "6742c028da01e0089f970110000003001000000303c0f1832a";
    private static final Slice AVC = Slice.hex("17000000000142c028ffe10019" + SPS + "01000468ce0fc8");
    private static final Slice AAC = Slice.hex("af001210");
    private static final Slice KEY_PICTURE = Slice.hex("1701000000 00000003 6588aa");
    private static final Slice PICTURE = Slice.hex("2701000000 00000003 419aaa");
    private static final Slice SOUND = Slice.hex("af01 211004");

    private final TestMedia.Recorder heard = new TestMedia.Recorder();
    private final Timeline timeline = new Timeline(heard);
    private final FlvTagReader tags = new FlvTagReader(new Feed());
    private final List<String> unsupported = new ArrayList<>();
    private Talk talk;
    private long nowNanos;

    /** Passes on what a session gives, as the ingest does. */
    private final class Feed implements FlvSink {
        @Override
        public void onConfiguration(TrackId track, Codec codec) {
            timeline.configure(track, codec);
        }

        @Override
        public void onFrame(StampedFrame frame) {
            timeline.frame(frame, nowNanos);
        }

        @Override
        public void onEndOfSequence(TrackId track) {}

        @Override
        public void onIgnored(Ignored reason) {}

        @Override
        public void onUnsupported(MediaKind kind, String codecName) {
            unsupported.add(codecName);
        }
    }

    private void pass(List<SessionEvent> events) throws MalformedInput {
        for (SessionEvent event : events) {
            if (event instanceof SessionEvent.VideoData video) {
                tags.readVideo(video.timestampMillis(), video.payload());
            } else if (event instanceof SessionEvent.AudioData audio) {
                tags.readAudio(audio.timestampMillis(), audio.payload());
            }
        }
    }

    private void video(long millis, Slice body) throws Exception {
        nowNanos += 20_000_000;
        pass(talk.say(new Video(body).at(millis & 0xFFFFFFFFL, 1)));
    }

    private void audio(long millis, Slice body) throws Exception {
        pass(talk.say(new Audio(body).at(millis & 0xFFFFFFFFL, 1)));
    }

    private void headers(long millis) throws Exception {
        talk = Talk.published();
        video(millis, AVC);
        audio(millis, AAC);
    }

    /** A second of 25 pictures and 43 sounds. */
    private void second(long millis) throws Exception {
        for (int i = 0; i < 25; i++) {
            video(millis + i * 40L, i == 0 ? KEY_PICTURE : PICTURE);
            for (int j = (i * 43 + 24) / 25; j * 25 < (i + 1) * 43; j++) {
                audio(millis + j * 1024L * 1000 / 44100, SOUND);
            }
        }
    }

    private List<Long> videoMillis() {
        return heard.of(MediaKind.VIDEO).stream()
                .map(unit -> unit.dtsMicros() / 1000)
                .toList();
    }

    private void assertSteady() {
        for (MediaKind kind : MediaKind.values()) {
            List<AccessUnit> units = heard.of(kind);
            for (int i = 1; i < units.size(); i++) {
                assertThat(units.get(i).dts()).isGreaterThan(units.get(i - 1).dts());
            }
        }
    }

    /** PUB-08. */
    @Test
    void djiSendsNoMetadataAndItsPictureLate() throws Exception {
        talk = Talk.published();
        audio(0, AAC);
        for (int i = 0; i < 65; i++) {
            nowNanos += 23_000_000;
            audio(i * 23L, SOUND);
        }
        video(1500, AVC);
        second(1500);
        timeline.end();
        assertThat(heard.of(MediaKind.VIDEO)).hasSize(25);
        assertThat(heard.of(MediaKind.AUDIO)).hasSizeGreaterThanOrEqualTo(43);
        assertSteady();
    }

    /** PUB-09. */
    @Test
    void ptzCameraHasEightySlicesAPictureAndControlAnywhere() throws Exception {
        headers(0);
        talk.say(new RawMessage(0, 1, 1, 4, new ByteWriter().u32(4096).take()));
        talk = Talk.published();
        talk.say(new RawMessage(0, 18, 1, 4, Slice.hex("02000a6f6e4d65746144617461 05")));
        ByteWriter body = new ByteWriter().bytes(Slice.hex("1701000000"));
        for (int i = 0; i < 80; i++) {
            body.bytes(Slice.hex("00000003 6588")).u8(i);
        }
        Slice picture = body.take();
        video(0, picture);
        video(40, PICTURE);
        timeline.end();
        assertThat(heard.of(MediaKind.VIDEO)).hasSize(2);
        assertThat(heard.of(MediaKind.VIDEO).get(0).data()).isEqualTo(picture.from(5));
    }

    /** PUB-10. The writer is old librtmp's: the field is missing on type 3 headers. */
    @Test
    void oldLibrtmpOmitsExtendedTimestamps() throws Exception {
        headers(0xFFFFF0);
        Slice nals = new ByteWriter().u32(300).u8(0x65).fill(0x88, 299).take();
        Slice picture =
                new ByteWriter().bytes(Slice.hex("1701000000")).bytes(nals).take();
        for (int i = 0; i < 4; i++) {
            ByteWriter out =
                    new ByteWriter().u8(6).u24(0xFFFFFF).u24(picture.length()).u8(9);
            out.u32(Integer.reverseBytes(1) & 0xFFFFFFFFL).u32(0x1000000L + i * 40L);
            for (int at = 0; at < picture.length(); at += 128) {
                if (at > 0) {
                    out.u8(0xC6);
                }
                out.bytes(picture.slice(at, Math.min(picture.length(), at + 128)));
            }
            pass(talk.feed(out.take()));
        }
        timeline.end();
        assertThat(heard.of(MediaKind.VIDEO))
                .hasSize(4)
                .allMatch(unit -> unit.data().equals(nals));
        assertThat(videoMillis()).containsExactly(0L, 40L, 80L, 120L);
    }

    /** PUB-10: a type 3 header that means "the same time again" moves one track by a frame, and no more. */
    @Test
    void oldLibrtmpDriftStaysSmall() throws Exception {
        headers(0);
        second(0);
        second(1000);
        for (int i = 0; i < 25; i++) {
            video(2000 + 40 + i * 40L, i == 0 ? KEY_PICTURE : PICTURE);
        }
        timeline.end();
        assertThat(heard.calls).doesNotContain("discontinuity");
        assertThat(videoMillis()).last().isEqualTo(3000L);
    }

    /** PUB-11. */
    @Test
    void mobileEncoderRepeatsASecondOfOldFrames() throws Exception {
        headers(0);
        second(0);
        second(1000);
        for (int i = 0; i < 20; i++) {
            video(1200 + i * 40L, PICTURE);
        }
        second(2000);
        video(2960, PICTURE);
        timeline.end();
        assertThat(heard.calls).doesNotContain("discontinuity");
        assertSteady();
        assertThat(videoMillis()).last().satisfies(last -> assertThat(last).isBetween(2900L, 3100L));
    }

    /** PUB-12. */
    @Test
    void recorderStampsOneFrameInFiftyHoursAway() throws Exception {
        headers(20_000_000);
        for (int s = 0; s < 10; s++) {
            for (int i = 0; i < 25; i++) {
                boolean stray = s % 2 == 1 && i == 12;
                video(20_000_000 + s * 1000L + i * 40L - (stray ? 9_800_000 : 0), i == 0 ? KEY_PICTURE : PICTURE);
            }
        }
        timeline.end();
        assertThat(heard.calls).doesNotContain("discontinuity");
        assertSteady();
        assertThat(videoMillis()).hasSize(250).last().isEqualTo(9_960L);
    }

    /** PUB-13. */
    @Test
    void relaySendsHugeChunksInSingleBytesAndAggregates() throws Exception {
        headers(0);
        List<Aggregate.Part> parts = List.of(
                new Aggregate.Part(9, 7000, KEY_PICTURE),
                new Aggregate.Part(8, 7000, SOUND),
                new Aggregate.Part(9, 7040, PICTURE));
        ByteWriter out = new ByteWriter();
        out.u8(2).u24(0).u24(4).u8(1).u32(0).u32(134_217_728);
        ChunkWriter relay = new ChunkWriter(0xFFFFFF);
        relay.write(new RawMessage(0, 22, 1, 4, new Aggregate(parts).body()), out);
        relay.write(new RawMessage(80, 9, 1, 6, PICTURE), out);
        for (Slice octet : Splits.bytewise(out.take())) {
            pass(talk.feed(octet));
        }
        timeline.end();
        assertThat(videoMillis()).containsExactly(0L, 40L, 80L);
        assertThat(heard.of(MediaKind.AUDIO)).hasSize(1);
    }

    /** PUB-15: Enhanced Broadcasting's second video track, and Twitch's VOD audio inside a data message. */
    @Test
    void obsAddsTracksThatNobodyAskedFor() throws Exception {
        headers(0);
        video(0, KEY_PICTURE);
        video(0, Slice.hex("96 00 61766331 01 0142c028ffe10019" + SPS + "01000468ce0fc8"));
        video(40, Slice.hex("a6 11 61766331 01 000009 000000 00000002 419a"));
        video(40, PICTURE);
        ByteWriter vod = new ByteWriter().bytes(Slice.hex("02000f 6164646974696f6e616c4d65646961 03 00056d65646961"));
        vod.bytes(Slice.hex("11 0c 0d af0121100455")).u16(0).u8(9);
        assertThat(talk.say(new RawMessage(40, 18, 1, 4, vod.take())))
                .allMatch(event -> event instanceof SessionEvent.Metadata metadata
                        && metadata.name().equals("additionalMedia"));
        timeline.end();
        assertThat(videoMillis()).containsExactly(0L, 40L);
        assertThat(unsupported).isEmpty();
        assertThat(talk.session.stage()).isEqualTo(Stage.PUBLISHING);
    }

    /** PUB-16: each against a session of its own. */
    @Test
    void hostileClientsAreClosedForTheRightReason() throws Exception {
        Talk many = Talk.published();
        ByteWriter ids = new ByteWriter();
        for (int id = 64; id < 64 + 70; id++) {
            ids.u8(0).u8(id - 64).u24(0).u24(1).u8(9).u32(0).u8(0x55);
        }
        assertKind(Kind.CHUNK, () -> many.feed(ids.take()));
        for (String size : List.of("00000000", "00000001", "80000000")) {
            Talk sized = Talk.published();
            assertKind(Kind.CHUNK, () -> sized.feed(Slice.hex("02 000000 000004 01 00000000" + size)));
        }
        Talk big = Talk.published();
        assertKind(Kind.MESSAGE_SIZE, () -> big.feed(Slice.hex("06 000000 ffffff 09 01000000")));
        Talk deep = Talk.connected();
        ByteWriter nested = new ByteWriter().bytes(Slice.hex("020001 78 00 0000000000000000"));
        for (int i = 0; i < 10_000; i++) {
            nested.bytes(Slice.hex("03 0001 61"));
        }
        assertKind(Kind.AMF, () -> deep.say(new RawMessage(0, 20, 0, 3, nested.take())));
        Talk chatty = Talk.connected();
        assertKind(Kind.COMMAND, () -> {
            for (int i = 0; i < 100; i++) {
                chatty.say(Command.of("releaseStream", i, NULL, AmfValue.of("KEY")));
            }
        });
    }

    private static void assertKind(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProtocolViolation.class,
                        found -> assertThat(found.kind()).isEqualTo(kind));
    }
}
