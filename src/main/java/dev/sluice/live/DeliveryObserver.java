package dev.sluice.live;

/** Told how long viewers' requests took; called on event loops, so it neither blocks nor throws. */
@FunctionalInterface
public interface DeliveryObserver {
    /** {@code kind} is one of {@link DeliveryStatistics#kinds()}. */
    void answered(String kind, long durationNanos);
}
