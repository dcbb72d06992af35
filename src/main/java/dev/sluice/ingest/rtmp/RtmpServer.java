package dev.sluice.ingest.rtmp;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One listener on one event loop; deployed once per loop on the same port, so that connections spread over the loops.
 */
public final class RtmpServer extends AbstractVerticle {
    /** How often deadlines are looked at: one timer per loop instead of several per connection. */
    private static final long SWEEP_MILLIS = 250;

    private final Ingest ingest;
    private final Set<RtmpConnection> connections = new LinkedHashSet<>();

    public RtmpServer(Ingest ingest) {
        this.ingest = ingest;
    }

    @Override
    public void start(Promise<Void> started) {
        NetServerOptions options = new NetServerOptions()
                .setHost(ingest.settings().host())
                .setPort(ingest.settings().port())
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setReuseAddress(true)
                .setAcceptBacklog(1024);
        NetServer server = vertx.createNetServer(options).connectHandler(this::accept);
        server.listen().<Void>mapEmpty().onComplete(started);
        vertx.setPeriodic(SWEEP_MILLIS, timer -> sweep());
    }

    private void accept(NetSocket socket) {
        ingest.totals().accept();
        RtmpConnection connection = new RtmpConnection(socket, context, ingest, connections::remove);
        connections.add(connection);
        connection.begin();
    }

    private void sweep() {
        long now = System.nanoTime();
        // A copy: a connection that is closed here leaves the set.
        for (RtmpConnection connection : List.copyOf(connections)) {
            connection.tick(now);
        }
    }
}
