package dev.sluice.ingest.rtmp;

import dev.sluice.delivery.rtmp.RtmpPlayers;
import dev.sluice.live.CloseReason;
import dev.sluice.live.StreamName;
import dev.sluice.media.MediaKind;
import dev.sluice.rtmp.session.SessionEvent;
import io.vertx.core.Context;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The player's side of a connection, from the play command to the end of the stream. On the connection's loop. */
final class PlayStage {
    private static final long CHECK_NANOS = 1_000_000_000L;

    private final RtmpConnection connection;
    private final Ingest ingest;
    private final LoopExecutor loop;
    private final ChannelSocket socket;
    private Optional<RtmpPlayers.Seat> seat = Optional.empty();
    private BooleanSupplier stillMay = () -> true;
    private long checkedNanos = System.nanoTime();

    PlayStage(RtmpConnection connection, NetSocket socket, Context loop, Ingest ingest) {
        this.connection = connection;
        this.ingest = ingest;
        this.loop = new LoopExecutor(loop);
        this.socket = new ChannelSocket(
                ((NetSocketInternal) socket).channelHandlerContext(), ingest.totals(), this::streamEnded);
    }

    /** Answers the play command; what the player is to be told goes out before the media. */
    void request(SessionEvent.PlayRequested request) {
        Optional<StreamName> name = StreamName.parse(request.target().name());
        if (!ingest.settings().play()
                || name.isEmpty()
                || !ingest.players().mayPlay(name.get(), request.target().token(), connection.remoteAddress())) {
            refuse();
            return;
        }
        connection.session().acceptPlay();
        connection.flush();
        connection.deadline().lift();
        seat = ingest.players().join(name.get(), request.streamId(), socket, loop, System.nanoTime());
        stillMay = () -> ingest.players().mayWatch(name.get(), request.target().token(), connection.remoteAddress());
        if (seat.isEmpty()) {
            connection.close(CloseReason.UNPUBLISHED);
        }
    }

    void paused(boolean paused) {
        seat.ifPresent(taken -> taken.player().pause(paused));
    }

    void receive(SessionEvent.ReceiveRequested wish) {
        seat.ifPresent(
                taken -> taken.player().receive(wish.audio() ? MediaKind.AUDIO : MediaKind.VIDEO, wish.wanted()));
    }

    /** Tokens end, and public streams become private, while somebody plays. */
    void tick(long nowNanos) {
        if (seat.isPresent() && nowNanos - checkedNanos > CHECK_NANOS) {
            checkedNanos = nowNanos;
            if (!stillMay.getAsBoolean()) {
                connection.close(CloseReason.STREAM_NOT_FOUND);
                return;
            }
        }
        if (seat.filter(taken -> taken.player().isStuck(nowNanos)).isPresent()) {
            connection.close(CloseReason.WRITE_TIMEOUT);
            socket.abort();
        }
    }

    /** The player has stopped playing or its connection has ended. */
    void end() {
        if (seat.isPresent() && connection.isClosed()) {
            // An orderly close waits for the queue to leave: as long as the peer had before, and no longer.
            long patience = ingest.settings().timeouts().write().toMillis();
            ingest.vertx().setTimer(patience, timer -> socket.abort());
        }
        seat.ifPresent(RtmpPlayers.Seat::leave);
        seat = Optional.empty();
    }

    private void refuse() {
        ingest.log().refused(connection, CloseReason.STREAM_NOT_FOUND, "");
        connection.close(CloseReason.STREAM_NOT_FOUND);
    }

    private void streamEnded() {
        connection.close(CloseReason.UNPUBLISHED);
    }
}
