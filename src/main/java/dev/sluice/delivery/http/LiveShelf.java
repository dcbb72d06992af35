package dev.sluice.delivery.http;

import dev.sluice.hls.Format;
import dev.sluice.hls.HlsResource;
import dev.sluice.hls.PresentationObserver;
import dev.sluice.hls.PresentationSnapshot;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The newest version of every presentation, for all HTTP event loops: immutable values behind one concurrent map. */
public final class LiveShelf implements PresentationObserver {
    private record Place(String stream, Format format) {}

    private final ConcurrentHashMap<Place, ShelvedPresentation> presentations = new ConcurrentHashMap<>();

    @Override
    public void changed(PresentationSnapshot snapshot) {
        presentations.compute(
                new Place(snapshot.stream(), snapshot.format()),
                (place, before) -> ShelvedPresentation.of(snapshot, Optional.ofNullable(before)));
    }

    @Override
    public void gone(String stream, Format format) {
        presentations.remove(new Place(stream, format));
    }

    /** The presentation that a name belongs to. */
    Optional<ShelvedPresentation> find(HlsResource resource) {
        String stream = resource.stream();
        if (resource instanceof HlsResource.OfRendition part) {
            return find(stream, part.rendition().format());
        }
        Optional<ShelvedPresentation> any = resource instanceof HlsResource.TsMultivariant
                ? find(stream, Format.MPEGTS)
                : find(stream, Format.CMAF).or(() -> find(stream, Format.MPEGTS));
        return resource instanceof HlsResource.Poster
                ? any
                : any.filter(shelved -> shelved.snapshot().multivariant().name().equals(resource));
    }

    /** The newest version of a stream's presentation, low latency before MPEG-TS. */
    public Optional<PresentationSnapshot> snapshot(String stream) {
        return find(stream, Format.CMAF).or(() -> find(stream, Format.MPEGTS)).map(ShelvedPresentation::snapshot);
    }

    private Optional<ShelvedPresentation> find(String stream, Format format) {
        return Optional.ofNullable(presentations.get(new Place(stream, format)));
    }
}
