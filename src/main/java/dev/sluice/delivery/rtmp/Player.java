package dev.sluice.delivery.rtmp;

import dev.sluice.media.MediaKind;
import io.netty.buffer.ByteBuf;

/**
 * One player: what it wants, what it is spared, and when it is given up. On its connection's event loop.
 *
 * <p>One that reads too slowly loses pictures up to the next key frame, so that what it gets can always be decoded; one
 * that reads nothing loses its connection.
 */
public final class Player {
    private final PlayerSocket socket;
    private final int streamId;
    private final long writeTimeoutNanos;
    private long from = Long.MAX_VALUE;
    private boolean awaitsKey = true;
    private boolean paused;
    private boolean wantsAudio = true;
    private boolean wantsVideo = true;
    private boolean overflowed;
    private boolean left;
    private long writtenBytes;
    private long startBytes;
    private long skippedMessages;
    private long readBytes;
    private long progressNanos;

    /** {@code streamId} is the message stream that the play command came on. */
    Player(PlayerSocket socket, int streamId, long writeTimeoutNanos, long nowNanos) {
        this.socket = socket;
        this.streamId = streamId;
        this.writeTimeoutNanos = writeTimeoutNanos;
        this.progressNanos = nowNanos;
    }

    /** Nothing more is sent; after resuming, the next key frame is the first picture. */
    public void pause(boolean paused) {
        this.paused = paused;
        awaitsKey = true;
    }

    /** Takes a kind of media in or out. */
    public void receive(MediaKind kind, boolean wanted) {
        if (kind == MediaKind.AUDIO) {
            wantsAudio = wanted;
        } else if (wanted != wantsVideo) {
            wantsVideo = wanted;
            awaitsKey = true;
        }
    }

    /** Whether the player has read nothing for too long, or too much waits for it. */
    public boolean isStuck(long nowNanos) {
        long read = writtenBytes - socket.queuedBytes();
        if (read != readBytes || read == writtenBytes) {
            readBytes = read;
            progressNanos = nowNanos;
        }
        return overflowed || nowNanos - progressNanos > writeTimeoutNanos;
    }

    /** Messages that this player was spared because it was slow. */
    public long skippedMessages() {
        return skippedMessages;
    }

    /** The first bytes; {@code decodable} when they hold a key frame or the stream has no pictures. */
    void start(Batch first, long nextSequence, boolean decodable) {
        from = nextSequence;
        awaitsKey = !decodable;
        int size = first.size();
        if (size > 0) {
            write(streamId == PlayMessage.STREAM_ID ? first.whole() : first.part(0, size, streamId));
            socket.flush();
        }
        startBytes = writtenBytes;
    }

    void offer(Batch batch) {
        if (left || overflowed || batch.sequence() < from) {
            return;
        }
        long queued = socket.queuedBytes();
        if (queued > PlaySettings.MAX_QUEUED_BYTES) {
            overflowed = true;
            return;
        }
        // What a player begins with comes in one piece and is no sign of slowness.
        long beginning = Math.max(0, startBytes - (writtenBytes - queued));
        boolean slow = queued - beginning > PlaySettings.SPARE_ABOVE_BYTES;
        if (isPlain() && !slow) {
            write(batch.whole());
        } else {
            filter(batch, slow, queued);
        }
        socket.flush();
    }

    void end() {
        if (!left) {
            left = true;
            socket.streamEnded();
        }
    }

    void leave() {
        left = true;
    }

    private boolean isPlain() {
        return !awaitsKey && !paused && wantsAudio && wantsVideo && streamId == PlayMessage.STREAM_ID;
    }

    /** Writes runs of messages that the player gets. */
    private void filter(Batch batch, boolean slow, long queued) {
        int run = 0;
        for (int i = 0; i < batch.size(); i++) {
            if (!takes(batch.kind(i), slow, queued)) {
                write(batch, run, i);
                run = i + 1;
            }
        }
        write(batch, run, batch.size());
    }

    private boolean takes(PlayMessage.Kind kind, boolean slow, long queued) {
        if (kind == PlayMessage.Kind.HEADER) {
            return true;
        }
        if (paused) {
            return false;
        }
        if (kind == PlayMessage.Kind.AUDIO) {
            boolean room = queued <= 2L * PlaySettings.SPARE_ABOVE_BYTES;
            return wantsAudio && spared(room);
        }
        if (!wantsVideo) {
            return false;
        }
        if (slow) {
            awaitsKey = true;
        } else if (kind == PlayMessage.Kind.KEY) {
            awaitsKey = false;
        }
        return spared(!awaitsKey);
    }

    private boolean spared(boolean taken) {
        if (!taken) {
            skippedMessages++;
        }
        return taken;
    }

    private void write(Batch batch, int start, int end) {
        if (start < end) {
            write(streamId == PlayMessage.STREAM_ID ? batch.part(start, end) : batch.part(start, end, streamId));
        }
    }

    private void write(ByteBuf bytes) {
        writtenBytes += bytes.readableBytes();
        socket.write(bytes);
    }
}
