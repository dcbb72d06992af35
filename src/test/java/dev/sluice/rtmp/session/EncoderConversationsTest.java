package dev.sluice.rtmp.session;

import static dev.sluice.rtmp.session.Talk.NULL;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.amf.Amf0Writer;
import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Secret;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.RawMessage;
import dev.sluice.rtmp.message.Acknowledgement;
import dev.sluice.rtmp.message.Audio;
import dev.sluice.rtmp.message.Command;
import dev.sluice.rtmp.message.DataMessage;
import dev.sluice.rtmp.message.SetChunkSize;
import dev.sluice.rtmp.message.SetPeerBandwidth;
import dev.sluice.rtmp.message.UserControl;
import dev.sluice.rtmp.message.Video;
import dev.sluice.rtmp.message.WindowAcknowledgementSize;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The conversations of the encoders that people use, with every answer in its place and order. */
class EncoderConversationsTest {
    private static final AmfValue KEY = AmfValue.of("KEY");

    @Test
    void obs() throws Exception {
        Talk talk = new Talk();
        talk.greet();
        talk.say(new SetChunkSize(4096));
        List<SessionEvent> events = talk.say(Talk.connect("live"));
        assertThat(events).singleElement().isInstanceOf(SessionEvent.ConnectRequested.class);
        assertThat(talk.session.stage()).isEqualTo(Stage.CONNECTING);
        assertThat(talk.heard()).isEmpty();
        talk.session.acceptConnect();
        assertThat(talk.heard())
                .containsExactly(
                        "2/0 WindowAcknowledgementSize 2500000",
                        "2/0 SetPeerBandwidth 2500000",
                        "2/0 SetChunkSize 65536",
                        "3/0 _result 1 NetConnection.Connect.Success");
        talk.say(Command.of("releaseStream", 2, NULL, KEY));
        talk.say(Command.of("FCPublish", 3, NULL, KEY));
        talk.say(Command.of("createStream", 4, NULL));
        assertThat(talk.heard())
                .containsExactly(
                        "3/0 _result 2 -",
                        "3/0 _result 3 -",
                        "3/0 onFCPublish 0 NetStream.Publish.Start",
                        "3/0 _result 4 1");
        events = talk.say(1, Command.of("publish", 5, NULL, KEY, AmfValue.of("live")));
        assertThat(events)
                .containsExactly(new SessionEvent.PublishRequested(
                        new PublishTarget(new Secret("KEY"), Optional.empty()), PublishType.LIVE, 1));
        talk.session.acceptPublish();
        assertThat(talk.heard()).containsExactly("2/0 STREAM_BEGIN 1", "5/1 onStatus 0 NetStream.Publish.Start");
        AmfValue metadata = AmfValue.ecmaArray(entry("width", AmfValue.of(1280)));
        events = talk.say(
                1, new DataMessage(List.of(AmfValue.of("@setDataFrame"), AmfValue.of("onMetaData"), metadata)));
        assertThat(events).containsExactly(new SessionEvent.Metadata(0, "onMetaData", metadata));
        // Audio, video and data all on chunk stream 4.
        assertThat(talk.say(new RawMessage(40, 9, 1, 4, Slice.hex("1701"))))
                .containsExactly(new SessionEvent.VideoData(40, Slice.hex("1701")));
        assertThat(talk.say(new RawMessage(29, 8, 1, 4, Slice.hex("AF01"))))
                .containsExactly(new SessionEvent.AudioData(29, Slice.hex("AF01")));
        assertThat(talk.say(Command.of("FCUnpublish", 6, NULL, KEY)))
                .containsExactly(new SessionEvent.Unpublished("FCUnpublish"));
        assertThat(talk.say(Command.of("deleteStream", 7, NULL, AmfValue.of(1))))
                .isEmpty();
        assertThat(talk.session.stage()).isEqualTo(Stage.CONNECTED);
    }

    @Test
    void gstreamerWithTransactionZeroAndDeleteStreamByName() throws Exception {
        Talk talk = Talk.connected();
        talk.say(Command.of("releaseStream", 0, NULL, KEY));
        talk.say(Command.of("FCPublish", 0, NULL, KEY));
        talk.say(Command.of("createStream", 2, NULL));
        assertThat(talk.heard()).containsExactly("3/0 onFCPublish 0 NetStream.Publish.Start", "3/0 _result 2 1");
        talk.say(1, Command.of("publish", 0, NULL, KEY, AmfValue.of("live")));
        talk.session.acceptPublish();
        assertThat(talk.heard()).contains("5/1 onStatus 0 NetStream.Publish.Start");
        assertThat(talk.say(Command.of("deleteStream", 0, NULL, KEY)))
                .containsExactly(new SessionEvent.Unpublished("deleteStream"));
    }

    @Test
    void haivisionChecksBandwidthAndWaitsForOnFcPublish() throws Exception {
        Talk talk = Talk.connected();
        talk.say(Command.of("_checkbw", 2, NULL));
        talk.say(Command.of("createStream", 3, NULL));
        talk.say(Command.of("FCPublish", 4, NULL, KEY));
        assertThat(talk.heard())
                .containsExactly(
                        "3/0 _result 2 -",
                        "3/0 _result 3 1",
                        "3/0 _result 4 -",
                        "3/0 onFCPublish 0 NetStream.Publish.Start");
    }

    @Test
    void flashPublishesWithAmf3CommandsAndNoFcPublish() throws Exception {
        Talk talk = new Talk();
        talk.greet();
        AmfValue properties =
                AmfValue.object(entry("app", AmfValue.of("live")), entry("objectEncoding", AmfValue.of(3)));
        talk.say(Command.of("connect", 1, properties));
        talk.session.acceptConnect();
        talk.heard();
        Slice create = Amf0Writer.encode(List.of(AmfValue.of("createStream"), AmfValue.of(2), NULL));
        talk.say(
                new RawMessage(0, 17, 0, 3, new ByteWriter().u8(0).bytes(create).take()));
        assertThat(talk.heard()).containsExactly("3/0 _result 2 1");
        Slice head = Amf0Writer.encode(List.of(AmfValue.of("publish"), AmfValue.of(0), NULL));
        Slice amf3Name = Slice.hex("11 06 07 4b4559");
        assertThat(talk.say(new RawMessage(
                        0,
                        17,
                        1,
                        8,
                        new ByteWriter().bytes(head).bytes(amf3Name).take())))
                .singleElement()
                .isInstanceOf(SessionEvent.PublishRequested.class);
    }

    @Test
    void toyClientPublishesOnStreamZero() throws Exception {
        Talk talk = Talk.connected();
        talk.say(Command.of("publish", 0, NULL, KEY));
        talk.session.acceptPublish();
        assertThat(talk.heard()).containsExactly("2/0 STREAM_BEGIN 0", "3/0 onStatus 0 NetStream.Publish.Start");
    }

    @Test
    void publishesAgainAfterCloseStream() throws Exception {
        Talk talk = Talk.published();
        assertThat(talk.say(1, Command.of("closeStream", 0, NULL)))
                .containsExactly(new SessionEvent.Unpublished("closeStream"));
        assertThat(talk.say(1, new Audio(Slice.hex("AF01"))))
                .as("trailing media")
                .isEmpty();
        assertThat(talk.say(1, Command.of("publish", 0, NULL, KEY))).hasSize(1);
        talk.session.acceptPublish();
        assertThat(talk.say(1, new Audio(Slice.hex("AF01")))).hasSize(1);
    }

    @Test
    void ignoresTheEndOfSomethingElse() throws Exception {
        Talk talk = Talk.published();
        assertThat(talk.say(Command.of("FCUnpublish", 6, NULL, AmfValue.of("other"))))
                .isEmpty();
        assertThat(talk.say(Command.of("deleteStream", 7, NULL, AmfValue.of(5))))
                .isEmpty();
        assertThat(talk.session.stage()).isEqualTo(Stage.PUBLISHING);
        assertThat(talk.say(1, Command.of("publish", 0, NULL, AmfValue.of(false))))
                .hasSize(1);
    }

    @Test
    void cameraWithControlOnAnotherChunkStream() throws Exception {
        Talk talk = Talk.published();
        talk.say(new RawMessage(0, 5, 1, 4, new WindowAcknowledgementSize(200_000).body()));
        talk.say(new RawMessage(0, 4, 1, 5, new UserControl(UserControl.Event.PING_REQUEST, 77).body()));
        assertThat(talk.heard()).containsExactly("2/0 PING_RESPONSE 77");
        talk.say(new SetPeerBandwidth(100_000, SetPeerBandwidth.DYNAMIC));
        talk.say(new SetPeerBandwidth(100_000, SetPeerBandwidth.DYNAMIC));
        assertThat(talk.heard()).containsExactly("2/0 WindowAcknowledgementSize 100000");
    }

    @Test
    void wirecastGetsAcknowledgementsThatItNeverAskedFor() throws Exception {
        Talk talk = Talk.published();
        int acknowledged = 0;
        Slice frame = new ByteWriter().fill(0x27, 60_000).take();
        for (int sent = 0; sent < 6_000_000; sent += frame.length()) {
            talk.say(new SetChunkSize(390 + sent % 200));
            talk.say(1, new Video(frame));
            acknowledged += talk.heard().size();
        }
        assertThat(acknowledged).isEqualTo(2);
    }

    @Test
    void skipsWhatNobodyKnows() throws Exception {
        Talk talk = Talk.published();
        assertThat(talk.say(new RawMessage(0, 99, 1, 4, Slice.hex("0102")))).isEmpty();
        assertThat(talk.say(new RawMessage(0, 19, 1, 4, Slice.hex("0102")))).isEmpty();
        assertThat(talk.say(new RawMessage(0, 18, 1, 4, Slice.hex("00123456")))).isEmpty();
        assertThat(talk.say(new RawMessage(0, 4, 0, 2, Slice.hex("00FF")))).isEmpty();
        assertThat(talk.say(1, new Audio(Slice.EMPTY))).isEmpty();
        assertThat(talk.say(new Acknowledgement(5))).isEmpty();
        assertThat(talk.session.counters().skipped()).isEqualTo(5);
        assertThat(talk.session.stage()).isEqualTo(Stage.PUBLISHING);
    }

    @Test
    void unpacksAggregates() throws Exception {
        Talk talk = Talk.published();
        Slice parts = Slice.hex("09 000002 000064 00 000000 1701 0000000D" + "08 000001 000078 00 000000 AF");
        assertThat(talk.say(new RawMessage(5000, 22, 1, 4, parts)))
                .containsExactly(
                        new SessionEvent.VideoData(5000, Slice.hex("1701")),
                        new SessionEvent.AudioData(5020, Slice.hex("AF")));
    }

    @Test
    void playerGetsItsStream() throws Exception {
        Talk talk = Talk.connected();
        talk.say(Command.of("createStream", 2, NULL));
        talk.heard();
        talk.say(1, Command.of("play", 0, NULL, AmfValue.of("demo?token=T"), AmfValue.of(-2000)));
        talk.session.acceptPlay();
        assertThat(talk.heard())
                .containsExactly(
                        "2/0 STREAM_BEGIN 1",
                        "5/1 onStatus 0 NetStream.Play.Reset",
                        "5/1 onStatus 0 NetStream.Play.Start",
                        "4/1 DataMessage");
        talk.session.endPlay();
        assertThat(talk.heard()).containsExactly("5/1 onStatus 0 NetStream.Play.UnpublishNotify", "2/0 STREAM_EOF 1");
    }
}
