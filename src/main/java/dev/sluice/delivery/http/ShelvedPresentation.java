package dev.sluice.delivery.http;

import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.hls.HlsResource;
import dev.sluice.hls.Poster;
import dev.sluice.hls.PresentationSnapshot;
import dev.sluice.hls.Rendition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** A version of a presentation: its playlists as answers for all viewers, its posters once they were asked for. */
record ShelvedPresentation(
        PresentationSnapshot snapshot,
        PlaylistAnswer multivariant,
        Map<Rendition, ShelvedRendition> renditions,
        Map<HlsResource, Once<Slice>> posters) {

    /** The next version; what did not change since {@code before} keeps its answers. */
    static ShelvedPresentation of(
            PresentationSnapshot snapshot, Optional<ShelvedPresentation> before, LongAdder renderings) {
        PresentationSnapshot.Multivariant entry = snapshot.multivariant();
        PlaylistAnswer multivariant = before.filter(
                        shelved -> shelved.snapshot().multivariant().version() == entry.version())
                .map(ShelvedPresentation::multivariant)
                .orElseGet(() -> PlaylistAnswer.of(entry.text(), entry.version(), entry.modified()));
        Map<Rendition, ShelvedRendition> renditions = new HashMap<>();
        snapshot.renditions().forEach((rendition, now) -> {
            Optional<ShelvedRendition> same = before.flatMap(shelved -> shelved.rendition(rendition))
                    .filter(one -> one.snapshot().version() == now.version());
            renditions.put(rendition, same.orElseGet(() -> new ShelvedRendition(snapshot, now, renderings)));
        });
        Map<HlsResource, Once<Slice>> posters = new HashMap<>();
        for (Poster poster : snapshot.posters()) {
            Optional<Once<Slice>> same = before.flatMap(shelved -> shelved.poster(poster.name()));
            posters.put(poster.name(), same.orElseGet(() -> new Once<>(poster::content)));
        }
        return new ShelvedPresentation(snapshot, multivariant, Map.copyOf(renditions), Map.copyOf(posters));
    }

    Optional<ShelvedRendition> rendition(Rendition rendition) {
        return Optional.ofNullable(renditions.get(rendition));
    }

    /** The bytes of what is held in memory, retained for the caller; the volume may have more. */
    Optional<SharedBytes> hold(HlsResource.Immutable name) {
        Optional<SharedBytes> found =
                name instanceof HlsResource.Poster ? poster(name).map(Once::get) : snapshot.find(name);
        return found.filter(SharedBytes::retain);
    }

    private Optional<Once<Slice>> poster(HlsResource name) {
        return Optional.ofNullable(posters.get(name));
    }
}
