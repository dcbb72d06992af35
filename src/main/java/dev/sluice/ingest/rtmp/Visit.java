package dev.sluice.ingest.rtmp;

import dev.sluice.live.AddressBlock;
import io.netty.util.NetUtil;

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

    private Visit(AddressBlock address, Runnable giveWay) {
        this.address = address;
        this.giveWay = giveWay;
    }

    /**
     * A connection from {@code remoteAddress}, numeric and without port; {@code giveWay} closes it and may be called
     * from any thread.
     */
    static Visit from(String remoteAddress, Runnable giveWay) {
        byte[] numeric = NetUtil.createByteArrayFromIpAddressString(remoteAddress);
        return new Visit(numeric == null ? new AddressBlock(remoteAddress) : AddressBlock.of(numeric), giveWay);
    }

    AddressBlock address() {
        return address;
    }

    void giveWay() {
        giveWay.run();
    }
}
