package dev.sluice.ingest.rtmp;

import dev.sluice.delivery.rtmp.PlayerSocket;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.internal.SystemPropertyUtil;

/**
 * A player's socket below Vert.x: its own writes copy into a buffer, keep a promise and flush, each time. What Vert.x
 * writes meanwhile, such as answers to commands, keeps its place in the order.
 */
final class ChannelSocket implements PlayerSocket {
    /** What Netty adds to the size of each queued piece; its own constant is private. */
    private static final int ENTRY_OVERHEAD =
            SystemPropertyUtil.getInt("io.netty.transport.outboundBufferEntrySizeOverhead", 96);

    private final ChannelHandlerContext channel;
    private final IngestTotals totals;
    private final Runnable onEnd;

    ChannelSocket(ChannelHandlerContext channel, IngestTotals totals, Runnable onEnd) {
        this.channel = channel;
        this.totals = totals;
        this.onEnd = onEnd;
    }

    @Override
    public void write(ByteBuf bytes) {
        totals.sent(bytes.readableBytes());
        // A failure of the void promise closes the channel by its exception handler.
        var unused = channel.write(bytes, channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public long queuedBytes() {
        ChannelOutboundBuffer queue = channel.channel().unsafe().outboundBuffer();
        if (queue == null) {
            return 0;
        }
        long overhead = (long) queue.size() * ENTRY_OVERHEAD;
        return Math.max(0, queue.totalPendingWriteBytes() - overhead - queue.currentProgress());
    }

    @Override
    public void streamEnded() {
        onEnd.run();
    }

    /** Closes at once: an orderly close would wait for a peer that does not read. */
    void abort() {
        // Past the pipeline, where Vert.x would flush first; gives back what waits in the queue.
        Channel.Unsafe unsafe = channel.channel().unsafe();
        unsafe.close(unsafe.voidPromise());
    }
}
