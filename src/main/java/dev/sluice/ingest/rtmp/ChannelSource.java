package dev.sluice.ingest.rtmp;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;

/**
 * A socket's reading below Vert.x, whose own pause takes effect with the next message only, and keeps it. The two do
 * not harm each other: who reads too early is paused again.
 */
final class ChannelSource implements ReadTurns.Source {
    private final ChannelHandlerContext channel;

    ChannelSource(NetSocket socket) {
        channel = ((NetSocketInternal) socket).channelHandlerContext();
    }

    @Override
    public void rest() {
        channel.channel().config().setAutoRead(false);
    }

    @Override
    public void goOn() {
        channel.channel().config().setAutoRead(true);
    }
}
