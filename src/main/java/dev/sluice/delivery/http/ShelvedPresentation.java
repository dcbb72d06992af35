package dev.sluice.delivery.http;

import dev.sluice.hls.PresentationSnapshot;

/** A version of a presentation and its playlists as answers: rendered and compressed once, for all viewers. */
record ShelvedPresentation(PresentationSnapshot snapshot, PlaylistAnswer multivariant, PlaylistAnswer media) {
    static ShelvedPresentation of(PresentationSnapshot snapshot) {
        int target = snapshot.targetDurationSeconds();
        int mediaAge = snapshot.ended() ? 60 : Math.max(1, target / 2);
        return new ShelvedPresentation(
                snapshot,
                PlaylistAnswer.of(snapshot.multivariant(), "max-age=" + Math.max(2, target)),
                PlaylistAnswer.of(snapshot.media(), "max-age=" + mediaAge));
    }
}
