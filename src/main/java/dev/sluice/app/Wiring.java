package dev.sluice.app;

import dev.sluice.access.FailedLookups;
import dev.sluice.access.KeyRegistry;
import dev.sluice.access.PlaybackAccess;
import dev.sluice.access.PlaybackTokens;
import dev.sluice.access.PublicationControl;
import dev.sluice.access.ReconnectCache;
import dev.sluice.access.StreamRegistry;
import dev.sluice.access.StreamVisibilities;
import dev.sluice.access.postgres.AccessWatch;
import dev.sluice.access.postgres.PostgresKeyRegistry;
import dev.sluice.access.postgres.PostgresPublishAuthorizer;
import dev.sluice.access.postgres.PostgresStreamRegistry;
import dev.sluice.admin.http.AdminAccess;
import dev.sluice.admin.http.AuthRoute;
import dev.sluice.advice.IngestBoard;
import dev.sluice.bytes.Secret;
import dev.sluice.cluster.postgres.PostgresStreamClaims;
import dev.sluice.delivery.http.DeliveryTotals;
import dev.sluice.delivery.http.HlsRoutes;
import dev.sluice.delivery.http.LiveShelf;
import dev.sluice.delivery.http.Published;
import dev.sluice.delivery.http.Viewers;
import dev.sluice.delivery.http.VolumeReader;
import dev.sluice.delivery.http.WaitingRoom;
import dev.sluice.delivery.rtmp.PlaySettings;
import dev.sluice.delivery.rtmp.RtmpPlayers;
import dev.sluice.hls.Format;
import dev.sluice.ingest.rtmp.Ingest;
import dev.sluice.ingest.rtmp.IngestLog;
import dev.sluice.ingest.rtmp.IngestTotals;
import dev.sluice.ingest.rtmp.Protection;
import dev.sluice.live.Claim;
import dev.sluice.live.CloseReason;
import dev.sluice.live.EventFeed;
import dev.sluice.live.LiveCatalogue;
import dev.sluice.live.LiveSettings;
import dev.sluice.live.LiveStream;
import dev.sluice.live.LiveStreams;
import dev.sluice.live.PlaybackAuthorizer;
import dev.sluice.live.PublishAuthorizer;
import dev.sluice.live.RefusalObserver;
import dev.sluice.live.Scheduler;
import dev.sluice.live.StreamName;
import dev.sluice.metrics.AuthMeters;
import dev.sluice.metrics.DegradedMeters;
import dev.sluice.metrics.DeliveryMeters;
import dev.sluice.metrics.HookMeters;
import dev.sluice.metrics.IngestMeters;
import dev.sluice.metrics.StorageMeters;
import dev.sluice.metrics.StreamMeters;
import dev.sluice.postgres.Database;
import dev.sluice.postgres.DatabaseAddress;
import dev.sluice.postgres.DatabaseWatch;
import dev.sluice.postgres.SchemaMigration;
import dev.sluice.rtmp.session.RtmpServerSession;
import dev.sluice.storage.volume.VolumeSettings;
import dev.sluice.storage.volume.VolumeStorage;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** The object graph of one replica, read top to bottom: database, access, outputs, streams, ingest. */
@Singleton
final class Wiring {
    private static final Logger LOG = Logger.getLogger("dev.sluice.app");
    private static final int AUTH_CONNECTIONS = 4;
    private static final int UPKEEP_CONNECTIONS = 2;
    private static final int API_CONNECTIONS = 4;
    private static final Duration SILENT_AFTER = Duration.ofSeconds(5);
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);
    private static final Duration RESTORE_LIMIT = Duration.ofSeconds(3);
    private static final Duration DRAIN_LOOK = Duration.ofMillis(10);
    private static final Duration WAITING_LOOK = Duration.ofMillis(250);

    private final Vertx vertx;
    private final Settings settings;
    private final Database authDatabase;
    private final Database upkeepDatabase;
    private final DatabaseWatch databaseWatch;
    private final SchemaMigration migration;
    private final PostgresStreamClaims claims;
    private final Outbound outbound;
    private final PublishAuthorizer authorizer;
    private final AccessWatch accessWatch;
    private final VisibilityKeeper visibility;
    private final PlaybackTokens tokens;
    private final PlaybackAccess playback;
    private final WaitingRoom waitingRoom;
    private final LiveShelf shelf;
    private final Viewers viewers = new Viewers(new SecureRandom().generateSeed(32), System::nanoTime);
    private final DeliveryTotals delivery;
    private final VolumeStorage volume;
    private final VolumeReader volumeReader;
    private final HlsOutput hls;
    private final RtmpPlayers players;
    private final LiveStreams streams;
    private final Ingest ingest;
    private final Database apiDatabase;
    private final AdminToken adminToken;
    private final EventFeed events;
    private final IngestBoard ingestBoard;
    private CompletionStage<Void> migrated = new CompletableFuture<>();

    Wiring(Vertx vertx, Config config, MeterRegistry meters) throws ConfigurationErrors {
        this.vertx = vertx;
        this.settings = new SettingsReader(config).read(Main.isDevelopment());
        InstantSource clock = InstantSource.system();

        DatabaseAddress address = new DatabaseAddress(
                config.getValue("quarkus.datasource.reactive.url", String.class),
                config.getOptionalValue("quarkus.datasource.username", String.class)
                        .orElse(""),
                new Secret(config.getOptionalValue("quarkus.datasource.password", String.class)
                        .orElse("")),
                config.getOptionalValue("sluice.database.password-file", String.class)
                        .map(Path::of));
        authDatabase = Database.open(vertx, address, AUTH_CONNECTIONS, "sluice-auth");
        upkeepDatabase = Database.open(vertx, address, UPKEEP_CONNECTIONS, "sluice-upkeep");
        apiDatabase = Database.open(vertx, address, API_CONNECTIONS, "sluice-api");
        adminToken = AdminToken.of(settings.admin(), Main.isDevelopment() || DatasourceProperties.isEmbedded());
        events = new EventFeed(clock, settings.admin().maxListeners());
        ingestBoard = new IngestBoard(events::noticed);
        databaseWatch = new DatabaseWatch(vertx, upkeepDatabase);
        migration = new SchemaMigration(vertx, address);
        outbound = new Outbound(vertx, settings.outbound(), new HookMeters(meters), clock);
        ReconnectCache reconnects = new ReconnectCache(settings.guesses().reconnectCache());
        FailedLookups lookups = new FailedLookups(
                settings.guesses().failuresPerMinute(), settings.guesses().lookupsPerSecond(), System.nanoTime());
        AuthMeters authMeters = new AuthMeters(meters);
        authorizer = outbound.authorizer(settings.applications().get(0), lookups, authMeters)
                .orElseGet(() -> new PostgresPublishAuthorizer(
                        vertx,
                        authDatabase,
                        lookups,
                        reconnects,
                        authMeters,
                        clock,
                        settings.ingest().timeouts().authorization()));
        claims = new PostgresStreamClaims(
                vertx, upkeepDatabase, UUID.randomUUID().toString(), settings.nodeAddress(), this::claimLost);

        waitingRoom = new WaitingRoom(settings.waiting());
        shelf = new LiveShelf(waitingRoom);
        DeliveryMeters deliveryMeters = new DeliveryMeters(meters);
        delivery = new DeliveryTotals(viewers, shelf, System::nanoTime, deliveryMeters);
        StreamMeters streamMeters = new StreamMeters(meters, delivery);
        volume = new VolumeStorage(
                VolumeSettings.of(settings.hlsDirectory())
                        .keeping(
                                settings.resumeWindow().plus(settings.hls().longestList()),
                                settings.recordings().longest(),
                                settings.recordings().mostBytes()),
                new DirectArena(Runtime.getRuntime().availableProcessors()));
        visibility = new VisibilityKeeper(volume.words());
        tokens = new PlaybackTokens(settings.playbackSecrets());
        playback = new PlaybackAccess(visibility.visibilities(), tokens, clock);
        volumeReader = new VolumeReader(vertx, settings.hlsDirectory());
        hls = new HlsOutput(
                settings.formats(),
                settings.hls(),
                settings.resumeWindow(),
                clock,
                volume,
                volume::read,
                new PresentationObservers(List.of(shelf, viewers, streamMeters, outbound.recordings())));
        Scheduler scheduler = new VertxScheduler(vertx);
        players = new RtmpPlayers(
                PlaySettings.of(settings.playGather(), RtmpServerSession.OUTPUT_CHUNK_SIZE), scheduler, playback);
        streams = new LiveStreams(
                new LiveSettings(settings.resumeWindow(), SILENT_AFTER, settings.limits()),
                claims,
                List.of(hls, players),
                new LiveObservers(List.of(visibility, streamMeters, new TakeoverLog(), events, outbound.events())),
                scheduler,
                clock,
                System::nanoTime);
        accessWatch =
                new AccessWatch(vertx, upkeepDatabase, address, streams, reconnects, visibility.visibilities(), clock);
        AuthMeters.watch(meters, accessWatch::checkedMillis);
        IngestTotals totals = new IngestTotals();
        ingest = new Ingest(
                vertx,
                settings.ingest(),
                authorizer,
                streams,
                players,
                totals,
                new IngestLog(RefusalObserver.of(List.of(events, outbound.events()))),
                new Protection(settings.ingest().connections()),
                new SplittableRandom());
        IngestMeters.register(meters, totals);
        deliveryMeters.register(delivery);
        StorageMeters.register(meters, volume.counters());
        DegradedMeters.register(meters, "database", () -> !databaseWatch.up());
        DegradedMeters.register(meters, "volume", () -> volume.hangs() || !(volume.writable() || volume.isFull()));
        DegradedMeters.register(meters, "disk_full", volume::isFull);
    }

    /** Background work: migration, watches, janitor. */
    void startUpkeep() {
        migrated = migration.start();
        databaseWatch.start();
        claims.start();
        accessWatch.start();
        volume.start();
        restore();
        vertx.setPeriodic(1_000, timer -> {
            hls.tick();
            volume.look();
            ingestBoard.look(streams.publications(), System.nanoTime());
        });
        new DescriptorWatch(vertx, ingest.protection()).start();
        vertx.setPeriodic(WAITING_LOOK.toMillis(), timer -> waitingRoom.sweep(System.nanoTime()));
    }

    /** Waits, for a bounded time, until what players watch is there again: their next request comes at once. */
    private void restore() {
        try {
            visibility
                    .restore()
                    .thenCompose(known -> volume.streams())
                    .thenCompose(hls::restoreAll)
                    .get(RESTORE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warnf("event=restore_late volume=%s", settings.hlsDirectory());
        } catch (ExecutionException e) {
            LOG.warnf("event=restore_failed volume=%s cause=\"%s\"", settings.hlsDirectory(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends every publication and waits, for a bounded time, until their last segments are cut. */
    void drain() {
        streams.publications().forEach(live -> live.publisher().close(CloseReason.DRAIN));
        long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
        while (!streams.publications().isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(DRAIN_LOOK.toNanos());
        }
        waitingRoom.clear();
    }

    void close() {
        databaseWatch.close();
        accessWatch.close();
        claims.close();
        migration.close();
        volume.close();
        outbound.close();
        authDatabase.close();
        upkeepDatabase.close();
        apiDatabase.close();
    }

    Settings settings() {
        return settings;
    }

    Database upkeepDatabase() {
        return upkeepDatabase;
    }

    DatabaseWatch databaseWatch() {
        return databaseWatch;
    }

    /** Completes when the schema is there. */
    CompletionStage<Void> migrated() {
        return migrated;
    }

    VolumeStorage volume() {
        return volume;
    }

    LiveStreams streams() {
        return streams;
    }

    Ingest ingest() {
        return ingest;
    }

    LiveCatalogue catalogue() {
        boolean parts = settings.formats().contains(Format.CMAF)
                && !settings.hls().partTarget().isZero();
        return new Catalogue(
                streams,
                shelf::snapshot,
                name -> delivery.viewers(name) + players.players(name),
                parts ? LiveStream.Latency.LOW : LiveStream.Latency.NORMAL);
    }

    HlsRoutes hlsRoutes() {
        Published published = new Published(
                settings.formats(),
                stream -> StreamName.parse(stream).flatMap(streams::find).isPresent());
        return new HlsRoutes(shelf, published, volumeReader, viewers, delivery, playback);
    }

    PublicationControl control() {
        return accessWatch;
    }

    PlaybackAuthorizer playback() {
        return playback;
    }

    PlaybackTokens tokens() {
        return tokens;
    }

    StreamVisibilities visibilities() {
        return visibility.visibilities();
    }

    AuthRoute authRoute() {
        return new AuthRoute(authorizer);
    }

    AdminToken adminToken() {
        return adminToken;
    }

    AdminAccess adminAccess() {
        return new AdminAccess(adminToken.token(), settings.admin().callsPerSecond(), System.nanoTime());
    }

    StreamRegistry streamRegistry() {
        return new PostgresStreamRegistry(apiDatabase);
    }

    KeyRegistry keyRegistry() {
        return new PostgresKeyRegistry(apiDatabase, new SecureRandom(), InstantSource.system());
    }

    IngestBoard ingestBoard() {
        return ingestBoard;
    }

    EventFeed events() {
        return events;
    }

    private void claimLost(Claim claim) {
        streams.find(claim.stream())
                .filter(live -> live.epoch() == claim.epoch())
                .ifPresent(live -> live.publisher().close(CloseReason.CLAIM_LOST));
    }
}
