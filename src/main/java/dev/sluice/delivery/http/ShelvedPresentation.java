package dev.sluice.delivery.http;

import dev.sluice.hls.PresentationSnapshot;

/** A version of a presentation and its playlists as answers: rendered and compressed once, for all viewers. */
record ShelvedPresentation(PresentationSnapshot snapshot, PlaylistAnswer multivariant, PlaylistAnswer media) {
    static ShelvedPresentation of(PresentationSnapshot snapshot) {
        int target = snapshot.targetDurationSeconds();
        // Also of an ended list: its stream may return under the same URL within seconds.
        int mediaAge = Math.max(1, target / 2);
        return new ShelvedPresentation(
                snapshot,
                PlaylistAnswer.of(snapshot.multivariant(), "max-age=" + Math.max(2, target)),
                PlaylistAnswer.of(snapshot.media(), "max-age=" + mediaAge));
    }
}
