package dev.sluice.live;

import java.util.List;

/** Hears of publishers that are sent away; on the connection's thread, may not block or throw. */
@FunctionalInterface
public interface RefusalObserver {
    void refused(String remoteAddress, CloseReason reason);

    /** Tells all of them, in this order. */
    static RefusalObserver of(List<RefusalObserver> observers) {
        List<RefusalObserver> all = List.copyOf(observers);
        return (remoteAddress, reason) -> all.forEach(observer -> observer.refused(remoteAddress, reason));
    }
}
