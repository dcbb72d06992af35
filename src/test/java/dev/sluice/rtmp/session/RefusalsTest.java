package dev.sluice.rtmp.session;

import static dev.sluice.rtmp.session.Talk.NULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.RawMessage;
import dev.sluice.rtmp.message.Audio;
import dev.sluice.rtmp.message.Command;
import dev.sluice.rtmp.session.ProtocolViolation.Kind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a session refuses, with the kind that log and metric show, and what it still bears. */
class RefusalsTest {
    private static final Slice AUDIO = Slice.hex("AF01");

    private static void assertViolation(Kind kind, ThrowingCallable call) {
        ProtocolViolation violation = catchThrowableOfType(ProtocolViolation.class, call);
        assertThat(violation).isNotNull();
        assertThat(violation.kind()).isEqualTo(kind);
    }

    @Test
    void refusesStrangersByTheirFirstByte() {
        Talk talk = new Talk();
        assertViolation(Kind.VERSION, () -> talk.feed(Slice.utf8("GET / HTTP/1.1")));
        assertThat(talk.session.stage()).isEqualTo(Stage.CLOSED);
    }

    @Test
    void refusesCommandsOutOfOrder() throws Exception {
        Talk early = new Talk();
        early.greet();
        assertViolation(Kind.SEQUENCE, () -> early.say(Command.of("createStream", 2, NULL)));
        Talk again = Talk.connected();
        assertViolation(Kind.SEQUENCE, () -> again.say(Talk.connect("live")));
        assertThat(again.heard()).containsExactly("3/0 _error 1 NetConnection.Call.Failed");
        Talk uncreated = Talk.connected();
        assertViolation(Kind.SEQUENCE, () -> uncreated.say(1, Command.of("publish", 2, NULL, AmfValue.of("KEY"))));
        Talk twice = Talk.published();
        assertViolation(Kind.SEQUENCE, () -> twice.say(1, Command.of("publish", 6, NULL, AmfValue.of("KEY"))));
    }

    @Test
    void refusesMediaWithoutPublish() throws Exception {
        Talk talk = Talk.connected();
        assertViolation(Kind.SEQUENCE, () -> talk.say(1, new Audio(AUDIO)));
    }

    @Test
    void leavesMediaUnreadWhileAPublishWaits() throws Exception {
        Talk talk = Talk.connected();
        talk.say(Command.of("publish", 0, NULL, AmfValue.of("KEY")));
        assertThat(talk.say(new Audio(AUDIO))).isEmpty();
        assertThat(talk.session.queuedBytes()).isPositive();
        assertThat(talk.session.stage()).isEqualTo(Stage.AUTHORIZING);
        talk.session.acceptPublish();
        assertThat(talk.events()).containsExactly(new SessionEvent.AudioData(0, AUDIO));
    }

    @Test
    void boundsCommandsAndStreams() throws Exception {
        Talk streams = Talk.connected();
        for (int i = 0; i < 8; i++) {
            streams.say(Command.of("createStream", i, NULL));
        }
        assertViolation(Kind.COMMAND, () -> streams.say(Command.of("createStream", 9, NULL)));
        Talk commands = Talk.connected();
        for (int i = 1; i < 64; i++) {
            commands.say(Command.of("whatever", i, NULL));
        }
        assertViolation(Kind.COMMAND, () -> commands.say(Command.of("whatever", 64, NULL)));
    }

    @Test
    void refusesCommandsThatCannotBeRead() throws Exception {
        Talk nameless = Talk.connected();
        assertViolation(Kind.COMMAND, () -> nameless.say(new RawMessage(0, 20, 0, 3, Slice.hex("05"))));
        Talk untimed = Talk.connected();
        assertViolation(Kind.COMMAND, () -> untimed.say(new RawMessage(0, 20, 0, 3, Slice.hex("02000161 05"))));
        Talk cut = Talk.connected();
        assertViolation(Kind.AMF, () -> cut.say(new RawMessage(0, 20, 0, 3, Slice.hex("02000161 00"))));
    }

    @Test
    void refusesLongMessagesAndBadChunks() throws Exception {
        Talk long1 = Talk.connected();
        assertViolation(Kind.MESSAGE_SIZE, () -> long1.feed(Slice.hex("06 000000 FFFFFF 09 00000000")));
        Talk chunk = Talk.connected();
        assertViolation(Kind.CHUNK, () -> chunk.feed(Slice.hex("02 000000 000004 01 00000000 00000001")));
        Talk nested = Talk.published();
        assertViolation(
                Kind.CHUNK, () -> nested.say(new RawMessage(0, 22, 1, 4, Slice.hex("16 000000 000000 00 000000"))));
    }

    @Test
    void refusesNamesThatCannotBeUsed() throws Exception {
        Talk app = new Talk();
        app.greet();
        assertThat(app.say(Talk.connect("li\u0000ve"))).hasOnlyElementsOfType(SessionEvent.NameRefused.class);
        assertThat(app.heard()).containsExactly("3/0 _error 1 NetConnection.Connect.Rejected");
        for (AmfValue name : new AmfValue[] {
            AmfValue.of("a\nb"), AmfValue.of("x".repeat(2049)), NULL, AmfValue.of(1), AmfValue.of("?key=%00")
        }) {
            Talk publish = Talk.connected();
            assertThat(publish.say(Command.of("publish", 0, NULL, name)))
                    .hasOnlyElementsOfType(SessionEvent.NameRefused.class);
            assertThat(publish.heard()).containsExactly("3/0 onStatus 0 NetStream.Publish.Denied");
            assertThat(publish.session.stage()).isEqualTo(Stage.CLOSED);
        }
    }

    @Test
    void tellsTheEncoderWhy() throws Exception {
        Talk rejected = new Talk();
        rejected.greet();
        rejected.say(Talk.connect("nope"));
        rejected.session.rejectConnect("There is no such application.");
        assertThat(rejected.heard()).containsExactly("3/0 _error 1 NetConnection.Connect.Rejected");
        Talk refused = Talk.connected();
        refused.say(Command.of("createStream", 2, NULL));
        refused.say(1, Command.of("publish", 0, NULL, AmfValue.of("KEY")));
        refused.heard();
        refused.session.refusePublish(NetStatus.PUBLISH_DENIED, "No.");
        assertThat(refused.heard()).containsExactly("5/1 onStatus 0 NetStream.Publish.Denied");
        Talk taken = Talk.published();
        taken.session.closePublish(NetStatus.PUBLISH_BAD_NAME, "Another encoder took over.");
        assertThat(taken.heard()).containsExactly("5/1 onStatus 0 NetStream.Publish.BadName");
        assertThat(taken.say(1, new Audio(AUDIO))).isEmpty();
    }

    @Test
    void answersOnlyWhatWasAsked() throws Exception {
        Talk talk = Talk.connected();
        assertThatThrownBy(talk.session::acceptPublish).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(talk.session::acceptConnect).isInstanceOf(IllegalStateException.class);
    }
}
