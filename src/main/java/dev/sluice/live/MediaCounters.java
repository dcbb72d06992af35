package dev.sluice.live;

import dev.sluice.media.MediaKind;

/**
 * What one publication has received. Written by the thread that owns it, read by any other: plain fields, so that a
 * frame costs nothing; a reader may see a value some milliseconds old.
 */
public final class MediaCounters {
    private long videoFrames;
    private long audioFrames;
    private long keyFrames;
    private long videoBytes;
    private long audioBytes;
    private final Tally<DroppedMessage> dropped = new Tally<>(DroppedMessage.class);

    void count(MediaKind kind, int bytes, boolean randomAccess) {
        if (kind == MediaKind.VIDEO) {
            videoFrames++;
            videoBytes += bytes;
            if (randomAccess) {
                keyFrames++;
            }
        } else {
            audioFrames++;
            audioBytes += bytes;
        }
    }

    void countDropped(DroppedMessage reason, long messages) {
        dropped.add(reason, messages);
    }

    public long frames(MediaKind kind) {
        return kind == MediaKind.VIDEO ? videoFrames : audioFrames;
    }

    /** Bytes of coded media, without container and protocol. */
    public long bytes(MediaKind kind) {
        return kind == MediaKind.VIDEO ? videoBytes : audioBytes;
    }

    /** Video frames at which a decoder can start. */
    public long keyFrames() {
        return keyFrames;
    }

    /** Messages that were dropped before they had a place on the timeline. */
    long dropped(DroppedMessage reason) {
        return dropped.count(reason);
    }
}
