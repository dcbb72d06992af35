package dev.sluice.rtmp.chunk;

/** Message type ids (RTMP 1.0 §5.4, §6.2, §7.1). */
public final class MessageType {
    public static final int SET_CHUNK_SIZE = 1;
    public static final int ABORT = 2;
    public static final int ACKNOWLEDGEMENT = 3;
    public static final int USER_CONTROL = 4;
    public static final int WINDOW_ACKNOWLEDGEMENT_SIZE = 5;
    public static final int SET_PEER_BANDWIDTH = 6;
    public static final int AUDIO = 8;
    public static final int VIDEO = 9;
    public static final int DATA_AMF3 = 15;
    public static final int SHARED_OBJECT_AMF3 = 16;
    public static final int COMMAND_AMF3 = 17;
    public static final int DATA_AMF0 = 18;
    public static final int SHARED_OBJECT_AMF0 = 19;
    public static final int COMMAND_AMF0 = 20;
    public static final int AGGREGATE = 22;

    private MessageType() {}

    /** Protocol and user control: small, of fixed form, valid on any chunk stream. */
    public static boolean isControl(int type) {
        return type >= SET_CHUNK_SIZE && type <= SET_PEER_BANDWIDTH;
    }

    /** Audio, video and their aggregates. */
    public static boolean isMedia(int type) {
        return type == AUDIO || type == VIDEO || type == AGGREGATE;
    }

    /** Commands in either AMF. */
    public static boolean isCommand(int type) {
        return type == COMMAND_AMF0 || type == COMMAND_AMF3;
    }
}
