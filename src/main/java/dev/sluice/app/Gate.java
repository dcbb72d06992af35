package dev.sluice.app;

import dev.sluice.access.postgres.DemoStream;
import dev.sluice.admin.http.ApiRoutes;
import dev.sluice.bytes.Secret;
import dev.sluice.delivery.http.DateHeader;
import dev.sluice.demo.DemoLoop;
import dev.sluice.live.StreamName;
import dev.sluice.metrics.LoopMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** The life of one replica: built by {@link Wiring}, started here in order, stopped here in reverse. */
@Singleton
final class Gate {
    private static final Logger LOG = Logger.getLogger("dev.sluice.app");
    private static final StreamName DEMO = new StreamName("demo");

    private final Vertx vertx;
    private final Config config;
    private final Wiring wiring;
    private final Listeners listeners;
    private final LoopWatch loops;
    private volatile boolean listening;
    private volatile Optional<DemoLoop> demo = Optional.empty();

    Gate(Vertx vertx, Config config, Wiring wiring, Listeners listeners, MeterRegistry meters) {
        this.vertx = vertx;
        this.config = config;
        this.wiring = wiring;
        this.listeners = listeners;
        this.loops = new LoopWatch(vertx, Runtime.getRuntime().availableProcessors(), new LoopMeter(meters));
    }

    void routes(@Observes Router router) {
        DateHeader.install(router, InstantSource.system());
        wiring.hlsRoutes().install(router);
        wiring.authRoute().mount(router);
        ApiRoutes.install(router);
    }

    void start(@Observes StartupEvent event) {
        wiring.startUpkeep();
        listeners.open().onComplete(opened -> {
            if (opened.succeeded()) {
                listening = true;
                LOG.infof(
                        "event=started rtmp=%s volume=%s",
                        listeners.addresses(), wiring.settings().hlsDirectory());
            } else {
                LOG.errorf(
                        "event=start_failed listener=%s cause=\"%s\"",
                        listeners.addresses(), opened.cause().getMessage());
                Quarkus.asyncExit(1);
            }
        });
        if (DatasourceProperties.isEmbedded()) {
            var unused = wiring.migrated().thenCompose(migrated -> demoKey()).whenComplete(this::welcome);
        } else {
            wiring.adminToken()
                    .toPrint()
                    .ifPresent(token -> System.out.println(new Banner().line("Admin token", token.reveal())));
        }
    }

    void stop(@Observes ShutdownEvent event) {
        listening = false;
        demo.ifPresent(DemoLoop::close);
        wiring.drain();
        wiring.close();
        loops.close();
        DatasourceProperties.withdraw();
    }

    boolean isListening() {
        return listening;
    }

    boolean areLoopsAlive() {
        return loops.isAlive();
    }

    boolean isVolumeUsable() {
        return wiring.volume().isUsable();
    }

    /** The state of the volume in a word or two. */
    String volumeState() {
        return wiring.volume().hangs() ? "hangs" : wiring.volume().writable() ? "writable" : "not writable";
    }

    boolean isDatabaseUp() {
        return wiring.databaseWatch().up();
    }

    long liveStreams() {
        return wiring.streams().publications().size();
    }

    String rtmpAddress() {
        return wiring.settings().rtmpHost() + ":" + wiring.settings().rtmpPort();
    }

    /** The key to show: the first start's, or another one where it is asked for. */
    private CompletionStage<Optional<Secret>> demoKey() {
        return demoStream()
                .create()
                .thenCompose(first -> first.isEmpty() && wiring.settings().newDemoKey()
                        ? demoStream().anotherKey().thenApply(Optional::of)
                        : CompletableFuture.completedStage(first));
    }

    private DemoStream demoStream() {
        return new DemoStream(wiring.upkeepDatabase(), new SecureRandom(), InstantSource.system());
    }

    private void welcome(Optional<Secret> firstKey, Throwable fault) {
        if (fault != null) {
            LOG.errorf("event=demo_failed cause=\"%s\"", fault.getMessage());
            return;
        }
        System.out.println(Welcome.text(
                config, wiring.settings(), firstKey, wiring.adminToken().toPrint()));
        if (wiring.settings().demoLoop()) {
            var unused = demoStream().loopKey().thenAccept(key -> {
                DemoLoop loop = new DemoLoop(
                        vertx,
                        wiring.settings().rtmpPort(),
                        key,
                        () -> wiring.streams().find(DEMO).isPresent());
                demo = Optional.of(loop);
                loop.start();
            });
        }
    }
}
