package dev.sluice.access;

import dev.sluice.live.StreamName;
import dev.sluice.live.Visibility;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Who may watch which stream, in memory: what the database said last, and until it has spoken what the volume
 * remembers (TOK-4). Grows with the streams that operators define. Any thread.
 */
public final class StreamVisibilities {
    private enum Source {
        DATABASE,
        GRANT,
        VOLUME
    }

    private record Known(Visibility visibility, Source source) {}

    private final Map<StreamName, Known> streams = new ConcurrentHashMap<>();
    private final BiConsumer<StreamName, Visibility> changed;

    /** {@code changed} hears, on any thread, what the database says of a stream for the first time or newly. */
    public StreamVisibilities(BiConsumer<StreamName, Visibility> changed) {
        this.changed = changed;
    }

    /** Empty for a stream of which nothing is known: it counts as private. */
    public Optional<Visibility> of(StreamName stream) {
        return Optional.ofNullable(streams.get(stream)).map(Known::visibility);
    }

    /** The database says so. */
    public void tell(StreamName stream, Visibility visibility) {
        Known now = new Known(visibility, Source.DATABASE);
        if (!now.equals(streams.put(stream, now))) {
            changed.accept(stream, visibility);
        }
    }

    /** Somebody else than the database let it be published so; counts until the database has such a stream. */
    public void grant(StreamName stream, Visibility visibility) {
        streams.put(stream, new Known(visibility, Source.GRANT));
    }

    /** The database has no such stream. */
    public void forget(StreamName stream) {
        streams.computeIfPresent(stream, (name, known) -> known.source() == Source.GRANT ? known : null);
    }

    /** The database has these streams and no other. */
    public void tellAll(Map<StreamName, Visibility> all) {
        streams.keySet().stream().filter(stream -> !all.containsKey(stream)).forEach(this::forget);
        all.forEach(this::tell);
    }

    /** An earlier process left this on the volume; counts as long as the database has said nothing. */
    public void remember(StreamName stream, Visibility visibility) {
        streams.putIfAbsent(stream, new Known(visibility, Source.VOLUME));
    }
}
