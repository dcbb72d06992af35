package dev.sluice.rtmp.session;

import static dev.sluice.rtmp.session.Talk.NULL;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.amf.AmfLimits;
import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Secret;
import dev.sluice.bytes.SliceQueue;
import dev.sluice.rtmp.chunk.ChunkLimits;
import dev.sluice.rtmp.chunk.ChunkReader;
import dev.sluice.rtmp.chunk.RawMessage;
import dev.sluice.rtmp.message.Command;
import dev.sluice.rtmp.message.Message;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What connect may bring along, and what its answer then says. */
class NegotiationTest {
    private static final String KEY = "slk_0123456789ABCDEFGHJKMNPQRSTV";

    private static AmfValue properties(AmfValue capsEx) {
        return AmfValue.object(entry("app", AmfValue.of("live")), entry("capsEx", capsEx));
    }

    private static Talk greeted(AmfValue... arguments) throws Exception {
        Talk talk = new Talk();
        talk.greet();
        talk.session.takeOutput();
        talk.say(new Command("connect", 1, List.of(arguments)));
        talk.session.acceptConnect();
        return talk;
    }

    private static AmfValue answer(Talk talk) throws Exception {
        ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
        SliceQueue in = new SliceQueue();
        in.add(talk.session.takeOutput());
        for (Optional<RawMessage> raw = reader.read(in); raw.isPresent(); raw = reader.read(in)) {
            if (Message.decode(raw.get(), AmfLimits.DEFAULT) instanceof Command command) {
                return command.argument(0);
            }
        }
        throw new AssertionError("no answer");
    }

    @Test
    void capabilitiesAreAnsweredToThoseThatHaveSome() throws Exception {
        AmfValue answer = answer(greeted(properties(AmfValue.of(3))));
        assertThat(answer.member("fourCcList"))
                .isEqualTo(new AmfValue.StrictArray(Stream.of("avc1", "hvc1", "mp4a", ".mp3", "ac-3", "ec-3")
                        .map(AmfValue::of)
                        .toList()));
        assertThat(answer.member("videoFourCcInfoMap").member("hvc1").number()).hasValue(4);
        assertThat(answer.member("videoFourCcInfoMap").member("avc1").number()).hasValue(4);
        assertThat(answer.member("audioFourCcInfoMap").member("mp4a").number()).hasValue(4);
        assertThat(answer.member("capsEx").number()).hasValue(15);
        AmfValue plain = answer(greeted(AmfValue.object(entry("app", AmfValue.of("live")))));
        assertThat(plain.members()).containsOnlyKeys("fmsVer", "capabilities");
    }

    @Test
    void wrongTypesAmongCapabilitiesDoNoHarm() throws Exception {
        assertThat(answer(greeted(properties(AmfValue.of("all")))).members()).containsKey("capsEx");
    }

    @Test
    void onlyClientsThatCanAreAskedToReconnect() throws Exception {
        Talk able = greeted(properties(AmfValue.of(1)));
        able.session.takeOutput();
        assertThat(able.session.requestReconnect("The server shuts down.")).isTrue();
        assertThat(able.session.hasOutput()).isTrue();
        assertThat(able.session.stage()).isEqualTo(Stage.CONNECTED);
        Talk unable = greeted(properties(AmfValue.of(2)));
        unable.session.takeOutput();
        assertThat(unable.session.requestReconnect("The server shuts down.")).isFalse();
        assertThat(unable.session.hasOutput()).isFalse();
    }

    @Test
    void aKeyAmongTheCredentialsCountsLikeAParameter() throws Exception {
        AmfValue app = AmfValue.object(entry("app", AmfValue.of("live")));
        assertThat(target(greeted(app, AmfValue.of("user"), AmfValue.of(KEY)), "demo"))
                .isEqualTo(new PublishTarget(new Secret(KEY), Optional.of("demo")));
        assertThat(target(greeted(app, AmfValue.of("user"), AmfValue.of("password")), "demo"))
                .isEqualTo(new PublishTarget(new Secret("demo"), Optional.empty()));
        assertThat(target(greeted(app, AmfValue.of(7), NULL, AmfValue.of(true)), "demo")
                        .name())
                .isEmpty();
        AmfValue withKey = AmfValue.object(entry("app", AmfValue.of("live?key=own")));
        assertThat(target(greeted(withKey, AmfValue.of("user"), AmfValue.of(KEY)), "demo")
                        .key())
                .isEqualTo(new Secret("own"));
    }

    private static PublishTarget target(Talk talk, String name) throws ProtocolViolation {
        SessionEvent event = talk.say(Command.of("publish", 5, NULL, AmfValue.of(name), AmfValue.of("live")))
                .get(0);
        return ((SessionEvent.PublishRequested) event).target();
    }

    @Test
    void commandsThatEndSomethingAreCountedApart() throws Exception {
        Talk talk = Talk.published();
        SessionCounters before = talk.session.counters();
        talk.say(Command.of("FCUnpublish", 6, NULL, AmfValue.of("KEY")));
        talk.say(Command.of("deleteStream", 7, NULL, AmfValue.of(1)));
        talk.say(Command.of("createStream", 8, NULL));
        assertThat(talk.session.counters().endings()).isEqualTo(before.endings() + 2);
        assertThat(talk.session.counters().commands()).isEqualTo(before.commands() + 3);
    }

    @Test
    void unfinishedMessagesAreSeenFromOutside() throws Exception {
        Talk talk = Talk.connected();
        talk.feed(new ByteWriter()
                .u8(4)
                .u24(0)
                .u24(1000)
                .u8(18)
                .u32(0)
                .fill(0, 100)
                .take());
        assertThat(talk.session.partialBytes()).isEqualTo(1000);
    }
}
