package dev.sluice.rtmp.chunk;

/**
 * What one connection may make the chunk reader hold.
 *
 * @param maxChunkStreams distinct chunk stream ids
 * @param maxMediaBytes an audio, video or aggregate message
 * @param maxDataBytes a data message, and one of an unknown type
 * @param maxCommandBytes a command message
 * @param maxUnpublishedBytes a message of any type before a publish is accepted
 * @param maxPartialBytes the arrays of all unfinished messages together
 */
public record ChunkLimits(
        int maxChunkStreams,
        int maxMediaBytes,
        int maxDataBytes,
        int maxCommandBytes,
        int maxUnpublishedBytes,
        int maxPartialBytes) {
    public static final ChunkLimits DEFAULT = new ChunkLimits(64, 8 << 20, 256 << 10, 64 << 10, 64 << 10, 12 << 20);

    /** The largest control message, types 1 to 6; what is needed is 10 bytes, and surplus is ignored. */
    static final int MAX_CONTROL_BYTES = 256;

    /** The longest message of {@code type}, in bytes. */
    int maxBytes(int type, boolean published) {
        int max = maxDataBytes;
        if (MessageType.isMedia(type)) {
            max = maxMediaBytes;
        } else if (MessageType.isCommand(type)) {
            max = maxCommandBytes;
        }
        return published ? max : Math.min(max, maxUnpublishedBytes);
    }
}
