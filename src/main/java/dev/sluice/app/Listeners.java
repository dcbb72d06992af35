package dev.sluice.app;

import dev.sluice.ingest.rtmp.Listener;
import dev.sluice.ingest.rtmp.RtmpServer;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.SSLOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The RTMP ports: the plain one and, where a certificate is configured, the one with TLS. */
@Singleton
final class Listeners {
    private static final Logger LOG = Logger.getLogger("dev.sluice.app");
    private static final Set<String> VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

    private final Vertx vertx;
    private final Wiring wiring;
    private final Settings settings;
    private final TlsConfigurationRegistry certificates;
    private final List<RtmpServer> secured = new CopyOnWriteArrayList<>();

    Listeners(Vertx vertx, Wiring wiring, TlsConfigurationRegistry certificates) {
        this.vertx = vertx;
        this.wiring = wiring;
        this.settings = wiring.settings();
        this.certificates = certificates;
    }

    /** Begins to listen on all ports; fails when one of them cannot be had. */
    Future<Void> open() {
        List<Future<?>> opening = new ArrayList<>();
        if (settings.rtmpEnabled()) {
            Listener plain = Listener.plain(settings.rtmpHost(), settings.rtmpPort(), settings.proxyProtocol());
            opening.add(vertx.deployVerticle(() -> new RtmpServer(wiring.ingest(), plain), onePerLoop()));
        }
        settings.rtmps().ifPresent(rtmps -> opening.add(openSecured(rtmps)));
        return Future.all(opening).mapEmpty();
    }

    private Future<?> openSecured(RtmpsSettings rtmps) {
        Optional<TlsConfiguration> certificate = certificates.get(rtmps.tlsConfigurationName());
        if (certificate.isEmpty()) {
            return Future.failedFuture("sluice.rtmps.tls-configuration-name = " + rtmps.tlsConfigurationName()
                    + ": there is no quarkus.tls configuration of this name");
        }
        Listener listener = new Listener(
                settings.rtmpHost(),
                rtmps.port(),
                settings.proxyProtocol(),
                options -> secure(options, certificate.get(), rtmps));
        return vertx.deployVerticle(
                () -> {
                    RtmpServer server = new RtmpServer(wiring.ingest(), listener);
                    secured.add(server);
                    return server;
                },
                onePerLoop());
    }

    private static void secure(NetServerOptions options, TlsConfiguration certificate, RtmpsSettings rtmps) {
        TlsConfigUtils.configure(options, certificate);
        options.setSsl(true)
                .setEnabledSecureTransportProtocols(VERSIONS)
                .setSslHandshakeTimeout(rtmps.handshakeTimeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }

    /** The registry has read the files again, changed or not; live sessions keep what they have. */
    void renew(@Observes CertificateUpdatedEvent event) {
        boolean isOurs = settings.rtmps()
                .filter(rtmps -> rtmps.tlsConfigurationName().equals(event.name()))
                .isPresent();
        if (isOurs) {
            for (RtmpServer server : secured) {
                server.renew(renewed(event.tlsConfiguration()))
                        .onFailure(fault -> LOG.errorf(
                                "event=certificate_refused name=%s cause=\"%s\"", event.name(), fault.getMessage()));
            }
        }
    }

    /** The registry's own options leave out what {@link #secure} has set, and they take effect as a whole. */
    private SSLOptions renewed(TlsConfiguration certificate) {
        SSLOptions options = new SSLOptions(certificate.getSSLOptions()).setEnabledSecureTransportProtocols(VERSIONS);
        settings.rtmps()
                .ifPresent(rtmps -> options.setSslHandshakeTimeout(
                                rtmps.handshakeTimeout().toMillis())
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
        return options;
    }

    /** What is listened on, for people. */
    String addresses() {
        List<String> addresses = new ArrayList<>();
        if (settings.rtmpEnabled()) {
            addresses.add(settings.rtmpHost() + ":" + settings.rtmpPort());
        }
        settings.rtmps().ifPresent(rtmps -> addresses.add(settings.rtmpHost() + ":" + rtmps.port() + "(tls)"));
        return String.join(",", addresses);
    }

    private static DeploymentOptions onePerLoop() {
        return new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
    }
}
