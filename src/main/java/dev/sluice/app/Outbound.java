package dev.sluice.app;

import dev.sluice.access.AuthObserver;
import dev.sluice.access.FailedLookups;
import dev.sluice.access.http.HttpPublishAuthorizer;
import dev.sluice.access.http.SessionKeyIds;
import dev.sluice.hls.PresentationObserver;
import dev.sluice.hooks.HookEvents;
import dev.sluice.hooks.HookObserver;
import dev.sluice.hooks.HookQueue;
import dev.sluice.hooks.http.HookPacing;
import dev.sluice.hooks.http.HookSender;
import dev.sluice.live.PublishAuthorizer;
import dev.sluice.outbound.Lookup;
import dev.sluice.outbound.OutboundClient;
import dev.sluice.outbound.OutboundLimits;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** The calls that the service itself makes, where they are configured: webhooks, and the check of publishers. */
final class Outbound implements AutoCloseable {
    private static final OutboundLimits HOOKS = new OutboundLimits(Duration.ofSeconds(3), 1, 1, 64 * 1024);
    private static final int QUEUED = 1_000;
    private static final int AUTH_CONNECTIONS = 16;
    private static final int AUTH_WAITING = 64;
    private static final int SALT_BYTES = 32;

    private final Vertx vertx;
    private final OutboundSettings settings;
    private final Optional<HookSender> sender;
    private final HookEvents events;
    private Optional<OutboundClient> authorizerClient = Optional.empty();

    Outbound(Vertx vertx, OutboundSettings settings, HookObserver observer, InstantSource clock) {
        this.vertx = vertx;
        this.settings = settings;
        this.sender = settings.hooks()
                .map(hooks -> new HookSender(
                        vertx,
                        new OutboundClient(vertx, hooks.target(), hooks.allowed(), HOOKS, Lookup.SYSTEM),
                        hooks.secret(),
                        new HookQueue(QUEUED, observer),
                        observer,
                        HookPacing.DEFAULT,
                        clock));
        this.events = new HookEvents(
                clock, () -> "msg_" + UUID.randomUUID(), message -> sender.ifPresent(hooks -> hooks.send(message)));
    }

    /** What the core tells; goes nowhere without webhooks. */
    HookEvents events() {
        return events;
    }

    /** Hears of recordings. */
    PresentationObserver recordings() {
        return new RecordingNews(events);
    }

    /** Who decides about publishers in place of the database, if somebody does. */
    Optional<PublishAuthorizer> authorizer(String application, FailedLookups limits, AuthObserver observer) {
        authorizerClient = settings.authorizer()
                .map(where -> new OutboundClient(
                        vertx,
                        where.target(),
                        where.allowed(),
                        new OutboundLimits(where.timeout(), AUTH_CONNECTIONS, AUTH_WAITING, HOOKS.answerBytes()),
                        Lookup.SYSTEM));
        return authorizerClient.map(client -> new HttpPublishAuthorizer(
                client, application, limits, observer, new SessionKeyIds(new SecureRandom().generateSeed(SALT_BYTES))));
    }

    @Override
    public void close() {
        sender.ifPresent(HookSender::close);
        authorizerClient.ifPresent(OutboundClient::close);
    }
}
