package dev.sluice.delivery.http;

import dev.sluice.hls.PresentationSnapshot;
import dev.sluice.hls.RenditionSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A version of a media playlist and its answers, each rendered and compressed when the first viewer asks for it and
 * once for all viewers. Any thread; two that ask first at the same moment may both render, which harms nobody.
 */
final class ShelvedRendition {
    private final PresentationSnapshot presentation;
    private final RenditionSnapshot snapshot;
    private volatile @Nullable PlaylistAnswer full;
    private volatile @Nullable PlaylistAnswer delta;

    ShelvedRendition(PresentationSnapshot presentation, RenditionSnapshot snapshot) {
        this.presentation = presentation;
        this.snapshot = snapshot;
    }

    RenditionSnapshot snapshot() {
        return snapshot;
    }

    PlaylistAnswer full() {
        PlaylistAnswer answer = full;
        if (answer == null) {
            answer = PlaylistAnswer.of(presentation.playlist(snapshot), snapshot.version(), snapshot.modified());
            full = answer;
        }
        return answer;
    }

    PlaylistAnswer delta() {
        PlaylistAnswer answer = delta;
        if (answer == null) {
            answer = PlaylistAnswer.of(presentation.delta(snapshot), snapshot.version(), snapshot.modified());
            delta = answer;
        }
        return answer;
    }
}
