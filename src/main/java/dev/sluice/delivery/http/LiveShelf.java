package dev.sluice.delivery.http;

import dev.sluice.hls.PresentationObserver;
import dev.sluice.hls.PresentationSnapshot;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The newest version of every presentation, for all HTTP event loops: immutable values behind one concurrent map. */
public final class LiveShelf implements PresentationObserver {
    private final ConcurrentHashMap<String, ShelvedPresentation> presentations = new ConcurrentHashMap<>();

    @Override
    public void changed(PresentationSnapshot snapshot) {
        presentations.put(snapshot.stream(), ShelvedPresentation.of(snapshot));
    }

    @Override
    public void gone(String stream) {
        presentations.remove(stream);
    }

    Optional<ShelvedPresentation> find(String stream) {
        return Optional.ofNullable(presentations.get(stream));
    }

    /** The newest version of a stream's presentation. */
    public Optional<PresentationSnapshot> snapshot(String stream) {
        return find(stream).map(ShelvedPresentation::snapshot);
    }
}
