package dev.sluice.ingest.rtmp;

import dev.sluice.live.CloseReason;
import dev.sluice.rtmp.session.ProtocolViolation;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SSLOptions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One listener on one event loop; deployed once per loop on the same port, so that connections spread over the loops.
 */
public final class RtmpServer extends AbstractVerticle {
    /** How often deadlines are looked at: one timer per loop instead of several per connection. */
    private static final long SWEEP_MILLIS = 250;

    private final Ingest ingest;
    private final Listener listener;
    private final ReadTurns turns;
    private final Set<RtmpConnection> connections = new LinkedHashSet<>();
    private final Set<ProxyGreeting> greetings = new LinkedHashSet<>();
    private Optional<NetServer> server = Optional.empty();

    public RtmpServer(Ingest ingest, Listener listener) {
        this.ingest = ingest;
        this.listener = listener;
        turns = new ReadTurns(
                (millis, task) -> vertx.setTimer(millis, timer -> task.run()),
                ingest.settings().readGather().toMillis());
    }

    @Override
    public void start(Promise<Void> started) {
        NetServerOptions options = new NetServerOptions()
                .setHost(listener.host())
                .setPort(listener.port())
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setReuseAddress(true)
                .setAcceptBacklog(1024);
        listener.security().accept(options);
        if (options.isSsl()) {
            // The header stands before the TLS record layer, where only Vert.x can read it.
            options.setUseProxyProtocol(listener.proxyProtocol())
                    .setProxyProtocolTimeout(
                            ingest.settings().timeouts().hello().toMillis())
                    .setProxyProtocolTimeoutUnit(TimeUnit.MILLISECONDS);
        }
        boolean readsHeader = listener.proxyProtocol() && !options.isSsl();
        NetServer listening = vertx.createNetServer(options)
                .exceptionHandler(fault -> turnedAway(EarlyFault.of(fault)))
                .connectHandler(readsHeader ? this::greet : this::accept);
        server = Optional.of(listening);
        listening.listen().<Void>mapEmpty().onComplete(started);
        LoopPause pause = new LoopPause(SWEEP_MILLIS, System.nanoTime());
        vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep(pause));
    }

    /** Gives connections that come from now on another certificate; the others keep theirs. From any thread. */
    public Future<Boolean> renew(SSLOptions certificates) {
        return server.map(listening -> listening.updateSSLOptions(certificates))
                .orElseGet(() -> Future.succeededFuture(false));
    }

    /** Waits for the PROXY header, then accepts. */
    private void greet(NetSocket socket) {
        if (greetings.size() >= ingest.settings().connections().maxPending()) {
            ingest.totals().refuse(CloseReason.OVER_CAPACITY);
            socket.close();
            return;
        }
        ProxyGreeting greeting = new ProxyGreeting(socket, ingest, greetings::remove, this::open);
        greetings.add(greeting);
        greeting.begin();
    }

    private void turnedAway(EarlyFault fault) {
        ingest.totals().refuse(fault.reason());
        if (fault.reason() == CloseReason.PROTOCOL_ERROR) {
            ingest.totals().error(ProtocolViolation.Kind.VERSION);
            ingest.log().unsecured(listener, fault.detail());
        }
    }

    private void accept(NetSocket socket) {
        String peer = socket.remoteAddress(true).hostAddress();
        if (listener.proxyProtocol() && !ingest.settings().trustedProxies().contains(peer)) {
            ingest.totals().refuse(CloseReason.PROTOCOL_ERROR);
            ingest.totals().error(ProtocolViolation.Kind.VERSION);
            ingest.log().protocolError(peer, ProtocolViolation.Kind.VERSION, "PROXY header from an untrusted address");
            socket.close();
            return;
        }
        open(socket, socket.remoteAddress().hostAddress(), Buffer.buffer());
    }

    private void open(NetSocket socket, String remoteAddress, Buffer received) {
        ingest.totals().accept();
        RtmpConnection connection =
                new RtmpConnection(socket, context, ingest, turns, remoteAddress, connections::remove);
        connections.add(connection);
        connection.begin();
        if (received.length() > 0) {
            connection.read(received);
        }
    }

    private void sweep(LoopPause pause) {
        long now = System.nanoTime();
        long away = pause.away(now);
        // A copy: a connection that is closed here leaves the set.
        for (RtmpConnection connection : List.copyOf(connections)) {
            connection.postpone(away);
            connection.tick(now);
        }
        for (ProxyGreeting greeting : List.copyOf(greetings)) {
            greeting.postpone(away);
            greeting.tick(now);
        }
    }
}
