package dev.sluice.delivery.http;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that all viewers share, made when the first asks for it. The others wait: it takes a fraction of a
 * millisecond, and each would need as long to make it anew.
 */
final class Once<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private volatile @Nullable T made;

    Once(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public T get() {
        T value = made;
        if (value != null) {
            return value;
        }
        synchronized (this) {
            T first = made;
            if (first == null) {
                first = maker.get();
                made = first;
            }
            return first;
        }
    }
}
