package dev.sluice.demo;

import dev.sluice.bytes.Secret;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Keeps stream {@code demo} alive while nobody else does: publishes the clip, steps back when a real encoder
 * takes over, and returns when that one has gone.
 */
public final class DemoLoop {
    private static final Logger LOG = Logger.getLogger("dev.sluice.demo");
    private static final long LOOK_MILLIS = 1_000;

    /** How many looks in a row must find the stream free: an encoder that restarts must not find us in its place. */
    private static final int FREE_LOOKS = 5;

    private final Vertx vertx;
    private final Context loop;
    private final NetClient client;
    private final int port;
    private final Secret key;
    private final BooleanSupplier isLive;
    private final DemoClip clip = DemoClip.load();
    private Optional<DemoPublisher> publisher = Optional.empty();
    private int freeLooks = FREE_LOOKS;
    private long timer;

    /** Publishes to {@code port} on the loopback with {@code key}; {@code isLive} tells whether anybody publishes. */
    public DemoLoop(Vertx vertx, int port, Secret key, BooleanSupplier isLive) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.client = vertx.createNetClient(
                new NetClientOptions().setConnectTimeout(2_000).setTcpNoDelay(true));
        this.port = port;
        this.key = key;
        this.isLive = isLive;
    }

    public void start() {
        loop.runOnContext(run -> {
            look();
            timer = vertx.setPeriodic(LOOK_MILLIS, fired -> look());
        });
    }

    public void close() {
        loop.runOnContext(run -> {
            vertx.cancelTimer(timer);
            publisher.ifPresent(DemoPublisher::close);
            client.close();
        });
    }

    private void look() {
        if (publisher.filter(DemoPublisher::isRunning).isPresent()) {
            return;
        }
        publisher = Optional.empty();
        freeLooks = isLive.getAsBoolean() ? 0 : freeLooks + 1;
        if (freeLooks >= FREE_LOOKS) {
            freeLooks = 0;
            client.connect(port, "127.0.0.1").onComplete(connected -> {
                if (connected.succeeded()) {
                    publisher = Optional.of(new DemoPublisher(vertx, connected.result(), clip, key));
                } else {
                    LOG.debugf(
                            "event=demo_connect_failed cause=\"%s\"",
                            connected.cause().getMessage());
                }
            });
        }
    }
}
