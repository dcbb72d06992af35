package dev.sluice.app;

import dev.sluice.access.PlaybackTokens;
import dev.sluice.access.StreamVisibilities;
import dev.sluice.live.LiveCatalogue;
import dev.sluice.live.PlaybackAuthorizer;
import dev.sluice.live.PublicationControl;
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
    PlaybackAuthorizer playback() {
        return wiring.playback();
    }

    @Produces
    @Singleton
    PlaybackTokens tokens() {
        return wiring.tokens();
    }

    @Produces
    @Singleton
    StreamVisibilities visibilities() {
        return wiring.visibilities();
    }

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }
}
