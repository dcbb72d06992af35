package dev.sluice.app;

import dev.sluice.access.KeyRegistry;
import dev.sluice.access.StreamRegistry;
import dev.sluice.admin.http.AdminAccess;
import dev.sluice.advice.IngestBoard;
import dev.sluice.live.EventFeed;
import dev.sluice.live.LiveCatalogue;
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
    StreamRegistry streamRegistry() {
        return wiring.streamRegistry();
    }

    @Produces
    @Singleton
    KeyRegistry keyRegistry() {
        return wiring.keyRegistry();
    }

    @Produces
    @Singleton
    AdminAccess adminAccess() {
        return wiring.adminAccess();
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
