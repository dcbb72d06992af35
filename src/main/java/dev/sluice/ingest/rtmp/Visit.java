package dev.sluice.ingest.rtmp;

/** One connection as the {@link Doorkeeper} counts it; its stage is the doorkeeper's alone. */
final class Visit {
    /** What this connection counts as. */
    enum Stage {
        OUTSIDE,
        GREETING,
        PENDING,
        AUTHORIZED
    }

    private final AddressBlock address;
    private final Runnable giveWay;
    Stage stage = Stage.OUTSIDE;

    /** {@code giveWay} closes the connection; it may be called from any thread. */
    Visit(AddressBlock address, Runnable giveWay) {
        this.address = address;
        this.giveWay = giveWay;
    }

    AddressBlock address() {
        return address;
    }

    void giveWay() {
        giveWay.run();
    }
}
