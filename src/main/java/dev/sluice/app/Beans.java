package dev.sluice.app;

import dev.sluice.access.KeyRegistry;
import dev.sluice.access.PlaybackTokens;
import dev.sluice.access.PublicationControl;
import dev.sluice.access.StreamRegistry;
import dev.sluice.access.StreamVisibilities;
import dev.sluice.admin.http.AdminAccess;
import dev.sluice.advice.IngestBoard;
import dev.sluice.live.EventFeed;
import dev.sluice.live.LiveCatalogue;
import dev.sluice.live.PlaybackAuthorizer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What REST resources may ask for: ports of the core, not the object graph. */
@Singleton
final class Beans {
    private final Wiring wiring;

    Beans(Wiring wiring) {
        this.wiring = wiring;
    }

    @Produces
    @Singleton
    LiveCatalogue catalogue() {
        return wiring.catalogue();
    }

    @Produces
    @Singleton
    PublicationControl control() {
        return wiring.control();
    }

    @Produces
    @Singleton
    StreamRegistry streamRegistry() {
        return wiring.streamRegistry();
    }

    @Produces
    @Singleton
    PlaybackAuthorizer playback() {
        return wiring.playback();
    }

    @Produces
    @Singleton
    KeyRegistry keyRegistry() {
        return wiring.keyRegistry();
    }

    @Produces
    @Singleton
    PlaybackTokens tokens() {
        return wiring.tokens();
    }

    @Produces
    @Singleton
    AdminAccess adminAccess() {
        return wiring.adminAccess();
    }

    @Produces
    @Singleton
    StreamVisibilities visibilities() {
        return wiring.visibilities();
    }

    @Produces
    @Singleton
    IngestBoard ingestBoard() {
        return wiring.ingestBoard();
    }

    @Produces
    @Singleton
    EventFeed eventFeed() {
        return wiring.events();
    }

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }
}
