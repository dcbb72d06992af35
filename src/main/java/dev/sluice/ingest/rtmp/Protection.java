package dev.sluice.ingest.rtmp;

/** What the connections of all loops and listeners are counted by. */
public final class Protection {
    private final Doorkeeper doorkeeper;
    private final PartialBudget partials;

    public Protection(ConnectionLimits limits) {
        doorkeeper = new Doorkeeper(limits);
        partials = new PartialBudget(limits.partialBytes());
    }

    Doorkeeper doorkeeper() {
        return doorkeeper;
    }

    PartialBudget partials() {
        return partials;
    }
}
