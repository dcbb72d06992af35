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
    private long malformedFrames;

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

    void countMalformed() {
        malformedFrames++;
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

    /** Frames that were skipped because they could not be read. */
    public long malformedFrames() {
        return malformedFrames;
    }
}
