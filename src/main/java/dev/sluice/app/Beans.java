package dev.sluice.app;

import dev.sluice.live.LiveCatalogue;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

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
}
