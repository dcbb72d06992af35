package dev.sluice.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.ChunkWriter;
import dev.sluice.rtmp.chunk.RawMessage;
import dev.sluice.rtmp.message.Command;
import dev.sluice.rtmp.session.NetStatus;
import dev.sluice.rtmp.session.ProtocolViolation;
import dev.sluice.rtmp.session.RtmpServerSession;
import dev.sluice.rtmp.session.SessionEvent;
import dev.sluice.rtmp.session.SessionLimits;
import dev.sluice.rtmp.session.Stage;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Commands, media, control and garbage in any order, and any decision of the caller. */
class SessionFuzzTest {
    private static final AmfValue NULL = AmfValue.Absent.NULL;
    private static final Slice HELLO = new ByteWriter().u8(3).fill(0, 2 * 1536).take();
    private static final String[] COMMANDS = {
        "connect",
        "createStream",
        "publish",
        "play",
        "releaseStream",
        "FCPublish",
        "FCUnpublish",
        "deleteStream",
        "closeStream",
        "FCSubscribe",
        "getStreamLength",
        "pause",
        "seek",
        "_result",
        "_error",
        "onStatus",
        "_checkbw",
        ""
    };
    private static final int[] TYPES = {1, 2, 3, 4, 5, 6, 8, 9, 15, 16, 17, 18, 19, 20, 22, 0, 255};

    @FuzzTest
    void conversation(FuzzedDataProvider data) {
        // A provider cannot be rewound: enough for the classes that the first run loads.
        Effort.within(256 << 20, () -> converse(data));
    }

    private static void converse(FuzzedDataProvider data) {
        RtmpServerSession session = new RtmpServerSession(SessionLimits.DEFAULT, new Random(1));
        ChunkWriter writer = new ChunkWriter(128);
        session.feed(HELLO);
        try {
            drive(
                    data,
                    session,
                    pieceOf(
                            Command.of("connect", 1, AmfValue.object(Map.entry("app", AmfValue.of("live")))),
                            0,
                            writer));
            for (int steps = 0; steps < 60 && data.remainingBytes() > 0; steps++) {
                drive(data, session, next(data, writer));
            }
        } catch (ProtocolViolation expected) {
            AmfFuzzTest.requireReason(expected);
            if (session.stage() != Stage.CLOSED) {
                throw new AssertionError("open after " + expected.getMessage());
            }
        }
        if (session.stage() == Stage.CLOSED) {
            session.feed(HELLO);
            if (session.queuedBytes() != 0) {
                throw new AssertionError("a closed session keeps input");
            }
        }
        session.takeOutput();
    }

    private static Slice next(FuzzedDataProvider data, ChunkWriter writer) {
        int streamId = data.consumeInt(0, 3);
        return switch (data.consumeInt(0, 5)) {
            case 0, 1, 2 -> pieceOf(command(data), streamId, writer);
            case 3, 4 ->
                pieceOf(
                        new RawMessage(
                                data.consumeInt() & 0xFFFFFFFFL,
                                data.pickValue(TYPES),
                                streamId,
                                data.consumeInt(2, 70),
                                Slice.wrap(data.consumeBytes(data.consumeInt(0, 300)))),
                        writer);
            default -> Slice.wrap(data.consumeBytes(40));
        };
    }

    private static Command command(FuzzedDataProvider data) {
        String name = data.pickValue(COMMANDS);
        double transaction = data.consumeInt(0, 9);
        return switch (data.consumeInt(0, 4)) {
            case 0 -> Command.of(name, transaction, NULL);
            case 1 -> Command.of(name, transaction, NULL, AmfValue.of(data.consumeInt(0, 4)));
            case 2 -> Command.of(name, transaction, NULL, AmfValue.of("KEY"), AmfValue.of("live"));
            case 3 -> Command.of(name, transaction, NULL, AmfValue.of(data.consumeBoolean()));
            default ->
                Command.of(name, transaction, AmfValue.of(data.consumeString(20)), AmfValue.of(data.consumeString(20)));
        };
    }

    private static Slice pieceOf(Command command, int streamId, ChunkWriter writer) {
        return pieceOf(command.at(0, streamId), writer);
    }

    private static Slice pieceOf(RawMessage message, ChunkWriter writer) {
        ByteWriter out = new ByteWriter();
        if (message.type() == 1) {
            // Our writer obeys the chunk size in it, and refuses impossible ones.
            Slice size = message.payload().slice(0, Math.min(message.payload().length(), 100));
            out.u8(2).u24(0).u24(size.length()).u8(1).u32(0).bytes(size);
        } else {
            writer.write(message, out);
        }
        return out.take();
    }

    private static void drive(FuzzedDataProvider data, RtmpServerSession session, Slice bytes)
            throws ProtocolViolation {
        int cut = bytes.isEmpty() ? 0 : data.consumeInt(0, bytes.length());
        session.feed(bytes.slice(0, cut));
        session.feed(bytes.from(cut));
        for (Optional<SessionEvent> e = session.next(); e.isPresent(); e = session.next()) {
            Stage before = session.stage();
            decide(data, session, e.get());
            if (before == Stage.CLOSED && session.stage() != Stage.CLOSED) {
                throw new AssertionError("a closed session opened again");
            }
        }
        if (data.consumeInt(0, 9) == 0 && session.stage() == Stage.PUBLISHING) {
            session.ping(data.consumeInt());
        }
    }

    private static void decide(FuzzedDataProvider data, RtmpServerSession session, SessionEvent event) {
        boolean yes = data.consumeInt(0, 7) > 0;
        if (event instanceof SessionEvent.ConnectRequested) {
            if (yes) {
                session.acceptConnect();
            } else {
                session.rejectConnect("No.");
            }
        } else if (event instanceof SessionEvent.PublishRequested) {
            if (yes) {
                session.acceptPublish();
            } else {
                session.refusePublish(NetStatus.PUBLISH_DENIED, "No.");
            }
        } else if (event instanceof SessionEvent.PlayRequested) {
            if (yes) {
                session.acceptPlay();
            } else {
                session.refusePlay(NetStatus.PLAY_STREAM_NOT_FOUND, "No.");
            }
        } else if (event instanceof SessionEvent.VideoData media
                && session.stage() == Stage.PUBLISHING
                && !yes
                && media.timestampMillis() % 2 == 0) {
            session.closePublish(NetStatus.PUBLISH_BAD_NAME, "Taken over.");
        }
    }
}
