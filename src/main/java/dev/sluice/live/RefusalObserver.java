package dev.sluice.live;

import java.util.List;

/** Hears of publishers that are turned away. On the loop of their connection: it must not block. */
public interface RefusalObserver {
    void refused(String remoteAddress, CloseReason reason);

    /** Tells all of them, in this order. */
    static RefusalObserver of(List<RefusalObserver> observers) {
        List<RefusalObserver> all = List.copyOf(observers);
        return (remoteAddress, reason) -> all.forEach(observer -> observer.refused(remoteAddress, reason));
    }
}
