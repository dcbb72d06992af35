package dev.sluice.app;

import dev.sluice.access.StreamVisibilities;
import dev.sluice.live.CloseReason;
import dev.sluice.live.GrantSource;
import dev.sluice.live.LiveObserver;
import dev.sluice.live.Publication;
import dev.sluice.live.StreamName;
import dev.sluice.live.Visibility;
import dev.sluice.storage.volume.StreamWords;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Keeps on the volume who may watch the streams that lie there, so that a replica that starts without a database shows
 * what is public and nothing else.
 */
final class VisibilityKeeper implements LiveObserver {
    private final StreamWords words;
    private final StreamVisibilities visibilities = new StreamVisibilities(this::changed);

    VisibilityKeeper(StreamWords words) {
        this.words = words;
    }

    StreamVisibilities visibilities() {
        return visibilities;
    }

    /** Reads what earlier processes knew; completes in any case. */
    CompletableFuture<Void> restore() {
        return words.read()
                .exceptionally(unreadable -> Map.of())
                .thenAccept(known -> known.forEach((stream, word) -> StreamName.parse(stream)
                        .ifPresent(name ->
                                visibility(word).ifPresent(visibility -> visibilities.remember(name, visibility)))));
    }

    @Override
    public void published(Publication publication) {
        StreamName stream = publication.stream().name();
        if (publication.grant().source() == GrantSource.STORED_KEY) {
            visibilities.tell(stream, publication.stream().visibility());
        } else {
            visibilities.grant(stream, publication.stream().visibility());
        }
        words.keep(stream.value(), word(publication.stream().visibility()));
    }

    @Override
    public void ended(Publication publication, CloseReason reason) {}

    @Override
    public void finished(StreamName stream) {}

    @Override
    public void takenOver(StreamName stream, boolean fight) {}

    /** Only of what was published from this process or read at its start: there may be many more streams. */
    private void changed(StreamName stream, Visibility visibility) {
        words.keepChanged(stream.value(), word(visibility));
    }

    private static String word(Visibility visibility) {
        return visibility.name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Visibility> visibility(String word) {
        return Stream.of(Visibility.values())
                .filter(known -> word(known).equals(word))
                .findFirst();
    }
}
