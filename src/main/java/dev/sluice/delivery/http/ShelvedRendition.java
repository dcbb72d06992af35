package dev.sluice.delivery.http;

import dev.sluice.bytes.Slice;
import dev.sluice.hls.PresentationSnapshot;
import dev.sluice.hls.RenditionSnapshot;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * A version of a media playlist and its answers, each rendered and compressed when the first viewer asks for it and
 * once for all viewers. Any thread.
 */
final class ShelvedRendition {
    private final RenditionSnapshot snapshot;
    private final Once<PlaylistAnswer> full;
    private final Once<PlaylistAnswer> delta;

    /** {@code renderings} counts. */
    ShelvedRendition(PresentationSnapshot presentation, RenditionSnapshot snapshot, LongAdder renderings) {
        this.snapshot = snapshot;
        full = answer(() -> presentation.playlist(snapshot), renderings);
        delta = answer(() -> presentation.delta(snapshot), renderings);
    }

    private Once<PlaylistAnswer> answer(Supplier<Slice> text, LongAdder renderings) {
        return new Once<>(() -> {
            renderings.increment();
            return PlaylistAnswer.of(text.get(), snapshot.version(), snapshot.modified());
        });
    }

    RenditionSnapshot snapshot() {
        return snapshot;
    }

    PlaylistAnswer full() {
        return full.get();
    }

    /** What is new since a player's last version; the whole where that is no shorter. */
    PlaylistAnswer delta() {
        return delta.get();
    }
}
