package dev.sluice.live;

/** Hears of publishers that are sent away; on the connection's thread, may not block or throw. */
@FunctionalInterface
public interface RefusalObserver {
    void refused(String remoteAddress, CloseReason reason);
}
