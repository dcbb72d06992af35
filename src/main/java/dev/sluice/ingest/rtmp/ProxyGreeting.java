package dev.sluice.ingest.rtmp;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.live.CloseReason;
import dev.sluice.rtmp.session.ProtocolViolation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.Optional;
import java.util.function.Consumer;

/** A socket whose PROXY header is still to come. On the event loop that accepted it. */
final class ProxyGreeting {
    /** Hands a socket over, with its client's address and what came behind the header. */
    interface Next {
        void open(NetSocket socket, String remoteAddress, Buffer received);
    }

    private final NetSocket socket;
    private final Ingest ingest;
    private final Consumer<ProxyGreeting> onDone;
    private final Next next;
    private final Buffer received = Buffer.buffer();
    private final String peer;
    private long dueNanos;
    private boolean done;

    ProxyGreeting(NetSocket socket, Ingest ingest, Consumer<ProxyGreeting> onDone, Next next) {
        this.socket = socket;
        this.ingest = ingest;
        this.onDone = onDone;
        this.next = next;
        peer = socket.remoteAddress().hostAddress();
        dueNanos = System.nanoTime() + ingest.settings().timeouts().hello().toNanos();
    }

    void begin() {
        if (!ingest.settings().trustedProxies().contains(peer)) {
            refuse("PROXY header is due, but the peer is not in sluice.rtmp.proxy-trusted");
            return;
        }
        socket.handler(this::read);
        socket.exceptionHandler(fault -> finish(CloseReason.PEER_RESET));
        socket.closeHandler(closed -> finish(CloseReason.PEER_CLOSED));
    }

    void postpone(long nanos) {
        dueNanos += nanos;
    }

    void tick(long nowNanos) {
        if (nowNanos - dueNanos > 0) {
            finish(CloseReason.HANDSHAKE_TIMEOUT);
        }
    }

    private void read(Buffer bytes) {
        if (done) {
            return;
        }
        received.appendBuffer(bytes);
        try {
            Optional<ProxyHeader> header = ProxyHeader.read(Slice.wrap(received.getBytes()));
            if (header.isPresent()) {
                done = true;
                onDone.accept(this);
                Buffer rest = received.getBuffer(header.get().length(), received.length());
                next.open(socket, header.get().source().orElse(peer), rest);
            }
        } catch (MalformedInput malformed) {
            refuse(String.valueOf(malformed.getMessage()));
        }
    }

    private void refuse(String detail) {
        ingest.totals().error(ProtocolViolation.Kind.VERSION);
        ingest.log().protocolError(peer, ProtocolViolation.Kind.VERSION, detail);
        finish(CloseReason.PROTOCOL_ERROR);
    }

    private void finish(CloseReason reason) {
        if (!done) {
            done = true;
            ingest.totals().refuse(reason);
            onDone.accept(this);
            socket.close();
        }
    }
}
