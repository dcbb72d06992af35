package dev.sluice.delivery.http;

import dev.sluice.hls.PresentationSnapshot;
import dev.sluice.hls.Rendition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A version of a presentation and its playlists as answers for all viewers. */
record ShelvedPresentation(
        PresentationSnapshot snapshot, PlaylistAnswer multivariant, Map<Rendition, ShelvedRendition> renditions) {

    /** The next version; what did not change since {@code before} keeps its answers. */
    static ShelvedPresentation of(PresentationSnapshot snapshot, Optional<ShelvedPresentation> before) {
        PresentationSnapshot.Multivariant entry = snapshot.multivariant();
        PlaylistAnswer multivariant = before.filter(
                        shelved -> shelved.snapshot().multivariant().version() == entry.version())
                .map(ShelvedPresentation::multivariant)
                .orElseGet(() -> PlaylistAnswer.of(entry.text(), entry.version(), entry.modified()));
        Map<Rendition, ShelvedRendition> renditions = new HashMap<>();
        snapshot.renditions().forEach((rendition, now) -> {
            Optional<ShelvedRendition> same = before.flatMap(shelved -> shelved.rendition(rendition))
                    .filter(one -> one.snapshot().version() == now.version());
            renditions.put(rendition, same.orElseGet(() -> new ShelvedRendition(snapshot, now)));
        });
        return new ShelvedPresentation(snapshot, multivariant, Map.copyOf(renditions));
    }

    Optional<ShelvedRendition> rendition(Rendition rendition) {
        return Optional.ofNullable(renditions.get(rendition));
    }
}
