package dev.sluice.rtmp.session;

import static java.util.Map.entry;

import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Secret;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.RandomChunkWriter;
import dev.sluice.rtmp.chunk.RawMessage;
import dev.sluice.rtmp.message.Aggregate;
import dev.sluice.rtmp.message.Command;
import dev.sluice.rtmp.message.DataMessage;
import dev.sluice.rtmp.message.Message;
import dev.sluice.rtmp.message.SetChunkSize;
import dev.sluice.rtmp.message.UserControl;
import dev.sluice.rtmp.message.WindowAcknowledgementSize;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A random legal publisher: handshake, control messages anywhere, the commands of publishing in any order that real
 * encoders use, media on any chunk streams in any framing. Knows which events a session must give for what it wrote.
 */
final class RandomPublisher {
    private static final AmfValue NULL = AmfValue.Absent.NULL;
    private static final int[] MEDIA_IDS = {4, 5, 6, 7, 63, 64, 320, 65599};

    private final Random random;
    private final RandomChunkWriter writer;
    private final IdentityHashMap<RawMessage, List<SessionEvent>> meaning = new IdentityHashMap<>();
    private final ByteWriter hello = new ByteWriter();
    private long clockMillis;
    private int transaction = 1;
    private int streams;
    private Secret app = new Secret("live");

    RandomPublisher(long seed) {
        random = new Random(seed);
        writer = new RandomChunkWriter(random);
        byte[] both = new byte[2 * 1536];
        random.nextBytes(both);
        if (random.nextBoolean()) {
            // Version 0 in C1: a simple handshake.
            both[4] = both[5] = both[6] = both[7] = 0;
        }
        hello.u8(3).bytes(both);
        clockMillis = random.nextInt(3) == 0 ? 0xFFFFFFFFL & random.nextInt() : random.nextInt(100);
        for (int id : MEDIA_IDS) {
            if (random.nextInt(4) == 0) {
                writer.omitExtended(id);
            }
        }
    }

    /** All bytes of one connection. */
    Slice write() {
        connect();
        for (int publications = random.nextInt(3); publications >= 0; publications--) {
            publish();
        }
        return hello.bytes(writer.take()).take();
    }

    /** What the session must say, once {@link #write} is done. */
    List<SessionEvent> expected() {
        List<SessionEvent> events = new ArrayList<>();
        for (RawMessage message : writer.sent()) {
            events.addAll(meaning.getOrDefault(message, List.of()));
        }
        return events;
    }

    int messages() {
        return writer.sent().size();
    }

    private void connect() {
        String path = random.nextBoolean() ? "live" : "live/room?x=1";
        app = new Secret(path);
        String url = "rtmp://host/" + path;
        int encoding = random.nextBoolean() ? 3 : 0;
        AmfValue properties = AmfValue.object(
                entry("app", AmfValue.of(path)),
                entry("flashVer", AmfValue.of("FMLE/3.0")),
                entry("tcUrl", AmfValue.of(url)),
                entry("objectEncoding", AmfValue.of(encoding)),
                entry("fpad", AmfValue.of(false)));
        Command command = random.nextBoolean()
                ? Command.of("connect", transaction++, properties)
                : Command.of("connect", transaction++, properties, AmfValue.of("user"), AmfValue.of("password"));
        say(
                command,
                0,
                new SessionEvent.ConnectRequested(
                        new ConnectInfo("live", app, new Secret(url), "FMLE/3.0", encoding, 0)));
    }

    private void publish() {
        String name = "KEY" + random.nextInt(100);
        List<Command> before = new ArrayList<>(List.of(
                Command.of("releaseStream", number(), NULL, AmfValue.of(name)),
                Command.of("FCPublish", number(), NULL, AmfValue.of(name)),
                Command.of("_checkbw", number(), NULL)));
        before.removeIf(command -> random.nextInt(3) == 0);
        int creations = streams == 0 ? 1 + random.nextInt(2) : 0;
        for (int i = 0; i < creations; i++) {
            before.add(random.nextInt(before.size() + 1), Command.of("createStream", ++transaction, NULL));
        }
        before.forEach(command -> say(command, 0));
        streams += creations;
        int streamId = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(streams);
        PublishType type = List.of(PublishType.values()).get(random.nextInt(PublishType.values().length));
        Command publish = Command.of(
                "publish",
                number(),
                NULL,
                AmfValue.of(name),
                AmfValue.of(type.name().toLowerCase(java.util.Locale.ROOT)));
        PublishTarget target = PublishTarget.parse(app, new Secret(name));
        say(publish, streamId, new SessionEvent.PublishRequested(target, type, streamId));
        metadata(streamId);
        media(streamId);
        end(name, streamId);
    }

    private int number() {
        return random.nextInt(3) == 0 ? 0 : ++transaction;
    }

    private void metadata(int streamId) {
        AmfValue value = AmfValue.ecmaArray(entry("width", AmfValue.of(random.nextInt(4000))), entry("x", NULL));
        List<AmfValue> values = random.nextBoolean()
                ? List.of(AmfValue.of("@setDataFrame"), AmfValue.of("onMetaData"), value)
                : List.of(AmfValue.of("onMetaData"), value);
        if (random.nextInt(4) > 0) {
            say(new DataMessage(values), streamId, new SessionEvent.Metadata(clockMillis, "onMetaData", value));
        }
    }

    /** Sends one message whole; control messages may lie between its chunks. */
    private void say(Message message, int streamId, SessionEvent... events) {
        RawMessage usual = message.at(message instanceof Command ? 0 : clockMillis, streamId);
        boolean amf3 = message instanceof Command && random.nextInt(4) == 0;
        Slice body = amf3 ? new ByteWriter().u8(0).bytes(usual.payload()).take() : usual.payload();
        RawMessage raw = new RawMessage(
                usual.timestampMillis(), amf3 ? 17 : usual.type(), streamId, random.nextBoolean() ? 3 : 8, body);
        begin(raw, events);
        while (!writer.isIdle()) {
            maybeControl();
            writer.next();
        }
    }

    private void begin(RawMessage raw, SessionEvent... events) {
        meaning.put(raw, List.of(events));
        writer.begin(raw);
    }

    private void media(int streamId) {
        int left = random.nextInt(25);
        while (left > 0 || !writer.isIdle()) {
            int id = MEDIA_IDS[random.nextInt(MEDIA_IDS.length)];
            if (left > 0 && !writer.isOpen(id) && random.nextInt(3) > 0) {
                frame(id, streamId);
                left--;
                abandonSometimes(id);
            } else if (!writer.isIdle()) {
                maybeControl();
                writer.next();
            }
        }
    }

    private void frame(int id, int streamId) {
        clockMillis = clockMillis + random.nextInt(200) - 30 & 0xFFFFFFFFL;
        RawMessage last = writer.last(id);
        boolean alike = (last.type() == 8 || last.type() == 9) && random.nextInt(3) == 0;
        int length = alike ? last.payload().length() : random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(900);
        long time = alike && random.nextBoolean() ? writer.impliedTime(id) : clockMillis;
        Slice payload = payload(length);
        int type = alike ? last.type() : random.nextInt(8) == 0 ? 22 : 8 + random.nextInt(2);
        if (type == 22) {
            aggregate(id, streamId, time);
        } else if (length == 0) {
            begin(new RawMessage(time, type, streamId, id, payload));
        } else {
            begin(new RawMessage(time, type, streamId, id, payload), event(type, time, payload));
        }
    }

    private static SessionEvent event(int type, long time, Slice payload) {
        return type == 8 ? new SessionEvent.AudioData(time, payload) : new SessionEvent.VideoData(time, payload);
    }

    private void aggregate(int id, int streamId, long time) {
        long base = 0xFFFFFFFFL & random.nextInt();
        List<Aggregate.Part> parts = new ArrayList<>();
        List<SessionEvent> events = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int later = parts.isEmpty() ? 0 : random.nextInt(50);
            Slice payload = payload(1 + random.nextInt(60));
            int type = 8 + random.nextInt(2);
            parts.add(new Aggregate.Part(type, base + later & 0xFFFFFFFFL, payload));
            events.add(event(type, time + later & 0xFFFFFFFFL, payload));
        }
        // Zeros in its tags look like time stamps to a reader: this one goes where none are left out.
        int safe = writer.isOpen(9) ? id : 9;
        if (safe == 9) {
            Slice body = new Aggregate(parts).body();
            begin(new RawMessage(time, 22, streamId, 9, body), events.toArray(new SessionEvent[0]));
        }
    }

    /** Begins a message and takes it back. */
    private void abandonSometimes(int id) {
        if (writer.isOpen(id) && random.nextInt(6) == 0) {
            writer.abandon(id);
            control(new RawMessage(0, 2, 0, 2, new ByteWriter().u32(id).take()));
        }
    }

    private void maybeControl() {
        if (random.nextInt(5) > 0) {
            return;
        }
        Message message = switch (random.nextInt(5)) {
            case 0 -> new SetChunkSize(128 + random.nextInt(2000));
            case 1 -> new WindowAcknowledgementSize(random.nextInt(3_000_000));
            case 2 -> new UserControl(UserControl.Event.PING_REQUEST, random.nextInt(1000));
            case 3 -> new UserControl(UserControl.Event.PING_RESPONSE, 77);
            default -> new dev.sluice.rtmp.message.Acknowledgement(random.nextInt(1000));
        };
        RawMessage raw = new RawMessage(random.nextInt(100), message.type(), 0, 2, message.body());
        if (message instanceof UserControl control && control.event() == UserControl.Event.PING_RESPONSE) {
            meaning.put(raw, List.of(new SessionEvent.PongReceived(77)));
        }
        control(raw);
    }

    private void control(RawMessage raw) {
        writer.begin(raw);
        while (writer.isOpen(2)) {
            writer.next(2);
        }
    }

    private void end(String name, int streamId) {
        Optional<Command> last = switch (random.nextInt(4)) {
            case 0 -> Optional.of(Command.of("FCUnpublish", number(), NULL, AmfValue.of(name)));
            case 1 -> Optional.of(Command.of("deleteStream", number(), NULL, AmfValue.of(streamId)));
            case 2 -> Optional.of(Command.of("deleteStream", 0, NULL, AmfValue.of(name)));
            default -> Optional.of(Command.of("closeStream", 0, NULL));
        };
        last.ifPresent(command -> say(command, streamId, new SessionEvent.Unpublished(command.name())));
    }

    /** Never four bytes that a reader could take for a time stamp. */
    private Slice payload(int length) {
        byte[] payload = new byte[length];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (0x80 + random.nextInt(0x70));
        }
        return Slice.wrap(payload);
    }
}
