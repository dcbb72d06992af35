package dev.sluice.delivery.rtmp;

import io.netty.buffer.ByteBuf;

/** Where a player's bytes go. Used on the player's event loop. */
public interface PlayerSocket {
    /** Queues {@code bytes} and takes over their reference; nothing moves before {@link #flush}. */
    void write(ByteBuf bytes);

    void flush();

    /** Bytes that were queued and are not yet with the operating system. */
    long queuedBytes();

    /** The stream has ended; no more is written. */
    void streamEnded();
}
