package dev.sluice.rtmp.session;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.amf.AmfLimits;
import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.bytes.SliceQueue;
import dev.sluice.rtmp.chunk.ChunkLimits;
import dev.sluice.rtmp.chunk.ChunkReader;
import dev.sluice.rtmp.chunk.ChunkWriter;
import dev.sluice.rtmp.chunk.MessageType;
import dev.sluice.rtmp.chunk.RawMessage;
import dev.sluice.rtmp.message.Command;
import dev.sluice.rtmp.message.Message;
import dev.sluice.rtmp.message.UserControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A scripted client: says things to a session and reads its answers as one line each, {@code csid/stream what}. */
final class Talk {
    static final AmfValue NULL = AmfValue.Absent.NULL;

    final RtmpServerSession session = new RtmpServerSession(SessionLimits.DEFAULT, new Random(1));
    private final ChunkWriter writer = new ChunkWriter(128);
    private final ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
    private final SliceQueue fromServer = new SliceQueue();
    private boolean greeted;

    /** Greets and connects; C2 and connect come in one piece, as from OBS. */
    static Talk connected() throws Exception {
        Talk talk = new Talk();
        talk.greet();
        talk.say(connect("live"));
        talk.session.acceptConnect();
        talk.heard();
        return talk;
    }

    /** Publishes on stream 1. */
    static Talk published() throws Exception {
        Talk talk = connected();
        talk.say(Command.of("createStream", 4, NULL));
        talk.say(1, Command.of("publish", 5, NULL, AmfValue.of("KEY"), AmfValue.of("live")));
        talk.session.acceptPublish();
        talk.heard();
        return talk;
    }

    static Command connect(String app) {
        return Command.of(
                "connect",
                1,
                AmfValue.object(
                        entry("app", AmfValue.of(app)),
                        entry("flashVer", AmfValue.of("FMLE/3.0")),
                        entry("tcUrl", AmfValue.of("rtmp://host/" + app))));
    }

    void greet() throws ProtocolViolation {
        session.feed(new ByteWriter().u8(3).fill(0, 2 * 1536).take());
        assertThat(session.next()).isEmpty();
    }

    List<SessionEvent> say(Message message) throws ProtocolViolation {
        return say(0, message);
    }

    List<SessionEvent> say(int streamId, Message message) throws ProtocolViolation {
        return say(message.at(0, streamId));
    }

    List<SessionEvent> say(RawMessage message) throws ProtocolViolation {
        ByteWriter out = new ByteWriter();
        writer.write(message, out);
        return feed(out.take());
    }

    List<SessionEvent> feed(Slice bytes) throws ProtocolViolation {
        session.feed(bytes);
        return events();
    }

    List<SessionEvent> events() throws ProtocolViolation {
        List<SessionEvent> events = new ArrayList<>();
        for (Optional<SessionEvent> e = session.next(); e.isPresent(); e = session.next()) {
            events.add(e.get());
        }
        return events;
    }

    /** What the server has said since the last call. */
    List<String> heard() throws Exception {
        fromServer.add(session.takeOutput());
        if (!greeted) {
            fromServer.copyTo(new byte[3073], 0, 3073);
            greeted = true;
        }
        List<String> lines = new ArrayList<>();
        for (Optional<RawMessage> m = reader.read(fromServer); m.isPresent(); m = reader.read(fromServer)) {
            lines.add(line(m.get()));
        }
        return lines;
    }

    private static String line(RawMessage raw) throws Exception {
        String place = raw.chunkStreamId() + "/" + raw.streamId() + " ";
        Message message = Message.decode(raw, AmfLimits.DEFAULT);
        if (message instanceof Command command) {
            AmfValue code = command.argument(1).member("code");
            String value = code.text()
                    .orElseGet(() -> command.argument(1).number().isPresent()
                            ? "" + (int) command.argument(1).number().getAsDouble()
                            : "-");
            return place + command.name() + " " + (int) command.transaction() + " " + value;
        }
        if (message instanceof UserControl control) {
            return place + control.event() + " " + control.value();
        }
        String value = MessageType.isControl(raw.type()) ? " " + raw.payload().u32(0) : "";
        return place + message.getClass().getSimpleName() + value;
    }
}
