package dev.sluice.delivery.http;

import dev.sluice.hls.Format;
import dev.sluice.hls.HlsResource;
import dev.sluice.hls.PresentationObserver;
import dev.sluice.hls.PresentationSnapshot;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * The newest version of every presentation, for all HTTP event loops: immutable values behind one concurrent map. Who
 * waits for a newer one is told.
 */
public final class LiveShelf implements PresentationObserver {
    private final ConcurrentHashMap<Place, ShelvedPresentation> presentations = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, LongAdder> served = new ConcurrentHashMap<>();
    private final LongAdder renderings = new LongAdder();
    private final WaitingRoom room;

    /** Nothing is on it; {@code room} is where requests wait for what comes. */
    public LiveShelf(WaitingRoom room) {
        this.room = room;
    }

    @Override
    public void changed(PresentationSnapshot snapshot) {
        Place place = new Place(snapshot.stream(), snapshot.format());
        Optional<ShelvedPresentation> before = find(place);
        // One thread at a time tells of a presentation, so nobody puts another version in between.
        ShelvedPresentation now = ShelvedPresentation.of(snapshot, before, renderings);
        presentations.put(place, now);
        served.computeIfAbsent(place.stream(), added -> new LongAdder());
        room.changed(place, now);
    }

    @Override
    public void gone(String stream, Format format) {
        Place place = new Place(stream, format);
        presentations.remove(place);
        if (snapshot(stream).isEmpty()) {
            served.remove(stream);
        }
        room.gone(place);
    }

    /** How many texts of media playlists were written for viewers: one per version and form, however many ask. */
    public long renderings() {
        return renderings.sum();
    }

    /** Bytes of a stream that is shown were sent; what others ask for is not remembered. */
    void served(String stream, long bytes) {
        LongAdder count = served.get(stream);
        if (count != null) {
            count.add(bytes);
        }
    }

    long servedBytes(String stream) {
        LongAdder count = served.get(stream);
        return count == null ? 0 : count.sum();
    }

    WaitingRoom room() {
        return room;
    }

    /** What stands at a place now. */
    Optional<ShelvedPresentation> find(Place place) {
        return Optional.ofNullable(presentations.get(place));
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
        return find(new Place(stream, format));
    }
}
