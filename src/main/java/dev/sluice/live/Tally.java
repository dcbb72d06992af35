package dev.sluice.live;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** One running count per constant of an enum; any thread counts and reads. */
public final class Tally<E extends Enum<E>> {
    private final Map<E, LongAdder> counts;

    public Tally(Class<E> type) {
        counts = new EnumMap<>(type);
        for (E constant : type.getEnumConstants()) {
            counts.put(constant, new LongAdder());
        }
    }

    public void add(E constant, long amount) {
        adder(constant).add(amount);
    }

    public void increment(E constant) {
        adder(constant).increment();
    }

    public void decrement(E constant) {
        adder(constant).decrement();
    }

    public long count(E constant) {
        return adder(constant).sum();
    }

    private LongAdder adder(E constant) {
        LongAdder adder = counts.get(constant);
        if (adder == null) {
            throw new IllegalStateException("no count for " + constant);
        }
        return adder;
    }
}
