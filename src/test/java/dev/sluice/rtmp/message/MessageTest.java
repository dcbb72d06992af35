package dev.sluice.rtmp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.amf.AmfLimits;
import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.ChunkWriter;
import dev.sluice.rtmp.chunk.RawMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {
    private static final AmfValue NULL = AmfValue.Absent.NULL;

    private static Message decode(int type, String hex) throws Exception {
        return Message.decode(new RawMessage(0, type, 0, 2, Slice.hex(hex)), AmfLimits.DEFAULT);
    }

    private static String wire(Message message) {
        ByteWriter out = new ByteWriter();
        new ChunkWriter(128).write(message.at(0, 0), out);
        return out.take().toHex();
    }

    @Test
    void writesGoldenBytes() {
        assertThat(wire(new SetChunkSize(4096))).isEqualTo("02000000000004010000000000001000");
        assertThat(wire(new WindowAcknowledgementSize(2_500_000))).isEqualTo("020000000000040500000000002625a0");
        assertThat(wire(new SetPeerBandwidth(2_500_000, SetPeerBandwidth.DYNAMIC)))
                .isEqualTo("020000000000050600000000002625a002");
        assertThat(wire(new UserControl(UserControl.Event.PING_REQUEST, 1)))
                .isEqualTo("020000000000060400000000000600000001");
        assertThat(Command.of("createStream", 4, NULL).body().toHex())
                .isEqualTo("02000c63726561746553747265616d00401000000000000005");
        assertThat(Command.of("_result", 4, NULL, AmfValue.of(1)).body().toHex())
                .isEqualTo("0200075f726573756c7400401000000000000005003ff0000000000000");
    }

    @Test
    void readsBackWhatItWrites() throws Exception {
        List<Message> messages = List.of(
                new SetChunkSize(128),
                new Abort(5),
                new Acknowledgement(0xFFFFFFFFL),
                new WindowAcknowledgementSize(1),
                new SetPeerBandwidth(1, SetPeerBandwidth.SOFT),
                new UserControl(UserControl.Event.STREAM_EOF, 3),
                new Audio(Slice.of(1)),
                new Video(Slice.of(1)),
                new DataMessage(List.of(AmfValue.of("onMetaData"), NULL)),
                Command.of("play", 0, NULL, AmfValue.of("x")),
                new Aggregate(List.of(new Aggregate.Part(8, 0x12345678L, Slice.of(1, 2)))),
                new Unknown(99, Slice.of(1)));
        for (Message message : messages) {
            assertThat(Message.decode(message.at(0, 1), AmfLimits.DEFAULT)).isEqualTo(message);
        }
    }

    @Test
    void ignoresSurplusAndUnknownEvents() throws Exception {
        assertThat(decode(1, "00000080ffff")).isEqualTo(new SetChunkSize(128));
        assertThat(decode(4, "001a01")).isEqualTo(new UserControl(UserControl.Event.UNKNOWN, 0));
        assertThat(decode(4, "0006")).isEqualTo(new UserControl(UserControl.Event.UNKNOWN, 0));
        assertThat(decode(6, "00000001")).isEqualTo(new SetPeerBandwidth(1, SetPeerBandwidth.DYNAMIC));
    }

    @Test
    void readsCommandsWithAndWithoutSelector() throws Exception {
        Command expected = Command.of("a", 0);
        assertThat(decode(17, "00 020001 61")).isEqualTo(expected);
        assertThat(decode(17, "020001 61")).isEqualTo(expected);
        assertThat(decode(15, "00 020001 61")).isEqualTo(new DataMessage(List.of(AmfValue.of("a"))));
    }

    @Test
    void makesDoWithWhatStandsBeforeAPrivateClass() throws Exception {
        String lost = "11 0a 07 03 61 ffff";
        assertThat(((Command) decode(20, "020001 61 00 0000000000000000 05" + lost)).argument(0))
                .isEqualTo(NULL);
        assertThat(decode(18, "020001 61" + lost)).isInstanceOf(Unknown.class);
    }

    @Test
    void refusesAggregatesThatContradictThemselves() throws Exception {
        assertThatThrownBy(() -> decode(22, "08 000005 000000 00 000000 01")).isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> decode(22, "08 0000")).isInstanceOf(MalformedInput.class);
        assertThatThrownBy(() -> decode(22, "16 000000 000000 00 000000 0000000b"))
                .isInstanceOf(MalformedInput.class);
        String part = "08 000000 000000 00 000000 0000000b";
        assertThat(((Aggregate) decode(22, part.repeat(1000))).parts()).hasSize(1000);
        assertThatThrownBy(() -> decode(22, part.repeat(1001))).isInstanceOf(MalformedInput.class);
        assertThat(((Aggregate) decode(22, "")).parts()).isEmpty();
    }
}
