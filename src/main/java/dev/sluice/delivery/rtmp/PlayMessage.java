package dev.sluice.delivery.rtmp;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.ChunkWriter;
import dev.sluice.rtmp.chunk.MessageType;
import dev.sluice.rtmp.message.Audio;
import dev.sluice.rtmp.message.Message;
import dev.sluice.rtmp.message.Video;

/**
 * One message for players, in no player's form yet; the payload is shared with the frame it came from.
 *
 * @param timestampMillis on the feed's timeline, which never falls
 * @param type the RTMP message type
 * @param head what stands in front of the payload
 */
record PlayMessage(Kind kind, long timestampMillis, int type, Slice head, Slice payload) {
    /** The message stream that finished bytes are built for; all clients in use get this number. */
    static final int STREAM_ID = 1;

    /** A full header with its extended time stamp; larger messages repeat a byte or five each 64 KiB. */
    private static final int MAX_HEADER_BYTES = 16;

    /** What leaving a message out would do. */
    enum Kind {
        /** Metadata and codec configurations: nothing behind them can be decoded without. */
        HEADER,
        /** A picture at which decoding can begin. */
        KEY,
        /** A picture that needs the ones before it. */
        INTER,
        AUDIO;

        boolean isPicture() {
            return this == KEY || this == INTER;
        }
    }

    static PlayMessage header(long timestampMillis, Message message) {
        return new PlayMessage(Kind.HEADER, timestampMillis, message.type(), message.body(), Slice.EMPTY);
    }

    PlayMessage at(long millis) {
        return new PlayMessage(kind, millis, type, head, payload);
    }

    /** About what it takes on the wire. */
    int length() {
        return MAX_HEADER_BYTES + head.length() + payload.length();
    }

    void write(ChunkWriter chunks, ByteWriter out) {
        Slice body = payload.isEmpty()
                ? head
                : new ByteWriter(head.length() + payload.length())
                        .bytes(head)
                        .bytes(payload)
                        .take();
        chunks.write(message(body).at(timestampMillis, STREAM_ID), out);
    }

    private Message message(Slice body) {
        return switch (type) {
            case MessageType.AUDIO -> new Audio(body);
            case MessageType.VIDEO -> new Video(body);
            default -> new dev.sluice.rtmp.message.Unknown(type, body);
        };
    }
}
