package dev.sluice.postgres;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A TCP proxy that can fall silent: it goes on to accept and to read, and passes nothing on. */
public final class StallingProxy implements AutoCloseable {
    private final Vertx vertx;
    private final NetServer server;
    private final Set<NetSocket> clients = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;

    public StallingProxy(Vertx vertx, int port) throws Exception {
        this(vertx, port, 0);
    }

    public StallingProxy(Vertx vertx, int port, int listenPort) throws Exception {
        this.vertx = vertx;
        this.server = vertx.createNetServer()
                .connectHandler(client -> accept(client, port))
                .listen(listenPort, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    public int port() {
        return server.actualPort();
    }

    /** From now on nothing passes on any connection. What was sent meanwhile is lost with its connection. */
    public void fallSilent() {
        silent = true;
    }

    /** New connections work again; those that met the silence stay silent for ever, like a peer that vanished. */
    public void speakAgain() {
        silent = false;
    }

    public int openConnections() {
        return clients.size();
    }

    @Override
    public void close() {
        server.close();
    }

    private void accept(NetSocket client, int port) {
        clients.add(client);
        client.closeHandler(closed -> clients.remove(client));
        if (silent) {
            client.handler(lost -> {});
            return;
        }
        client.pause();
        vertx.createNetClient().connect(port, "127.0.0.1").onSuccess(server -> {
            pass(client, server);
            pass(server, client);
            client.closeHandler(closed -> {
                clients.remove(client);
                server.close();
            });
            server.closeHandler(closed -> client.close());
            client.resume();
        });
    }

    private void pass(NetSocket from, NetSocket to) {
        boolean[] vanished = {false};
        from.handler(bytes -> {
            vanished[0] |= silent;
            if (!vanished[0]) {
                to.write(bytes);
            }
        });
    }
}
