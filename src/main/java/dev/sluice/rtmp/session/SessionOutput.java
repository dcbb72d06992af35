package dev.sluice.rtmp.session;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.ChunkWriter;
import dev.sluice.rtmp.message.Message;

/** The bytes that wait to be sent, gathered into one piece. */
final class SessionOutput {
    /** Small between answers: thousands of idle connections hold one each. */
    private static final int IDLE_BYTES = 64;

    private ByteWriter bytes = new ByteWriter(IDLE_BYTES);
    private final ChunkWriter chunks = new ChunkWriter(128);

    /** For the handshake, which comes before any chunk. */
    ByteWriter raw() {
        return bytes;
    }

    /** Appends a message of the connection itself: stream 0, time 0. */
    void send(Message message) {
        send(message, 0);
    }

    void send(Message message, int streamId) {
        chunks.write(message.at(0, streamId), bytes);
    }

    boolean isEmpty() {
        return bytes.length() == 0;
    }

    Slice take() {
        if (isEmpty()) {
            return Slice.EMPTY;
        }
        Slice taken = bytes.take();
        bytes = new ByteWriter(IDLE_BYTES);
        return taken;
    }
}
