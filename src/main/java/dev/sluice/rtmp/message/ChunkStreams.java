package dev.sluice.rtmp.message;

import dev.sluice.rtmp.chunk.MessageType;

/**
 * Which chunk stream carries what, going out. Larix Broadcaster leaves when control is not on 2 or the answer
 * to connect is on another one than 3.
 */
final class ChunkStreams {
    private static final int CONTROL = 2;
    private static final int REPLIES = 3;
    private static final int STREAM_COMMANDS = 5;
    private static final int AUDIO = 4;
    private static final int VIDEO = 6;

    private ChunkStreams() {}

    static int of(int type, int streamId) {
        if (MessageType.isControl(type)) {
            return CONTROL;
        }
        if (MessageType.isCommand(type)) {
            return streamId == 0 ? REPLIES : STREAM_COMMANDS;
        }
        return type == MessageType.VIDEO ? VIDEO : AUDIO;
    }
}
