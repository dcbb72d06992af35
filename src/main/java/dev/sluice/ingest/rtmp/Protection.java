package dev.sluice.ingest.rtmp;

/** What the connections of all loops and listeners are counted by. */
public final class Protection {
    private final Doorkeeper doorkeeper;
    private final PartialBudget partials;

    public Protection(ConnectionLimits limits) {
        doorkeeper = new Doorkeeper(limits);
        partials = new PartialBudget(limits.partialBytes());
    }

    /** Call about once a second: how many file descriptors the process has open, and how many it may have. */
    public void descriptors(long used, long limit) {
        doorkeeper.descriptors(used, limit);
    }

    Doorkeeper doorkeeper() {
        return doorkeeper;
    }

    PartialBudget partials() {
        return partials;
    }
}
