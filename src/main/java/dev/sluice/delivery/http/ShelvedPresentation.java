package dev.sluice.delivery.http;

import dev.sluice.hls.PresentationSnapshot;
import java.util.Optional;
import java.util.function.Supplier;

/** A version of a presentation and its playlists as answers; each playlist is compressed at most once a version. */
final class ShelvedPresentation {
    private final PresentationSnapshot snapshot;
    private final Supplier<PlaylistAnswer> multivariant;
    private final Supplier<PlaylistAnswer> media;

    ShelvedPresentation(PresentationSnapshot snapshot) {
        this.snapshot = snapshot;
        this.multivariant = once(() -> PlaylistAnswer.of(snapshot.multivariant(), multivariantCache(snapshot)));
        this.media = once(() -> PlaylistAnswer.of(snapshot.media(), mediaCache(snapshot)));
    }

    PresentationSnapshot snapshot() {
        return snapshot;
    }

    PlaylistAnswer multivariant() {
        return multivariant.get();
    }

    PlaylistAnswer media() {
        return media.get();
    }

    private static String multivariantCache(PresentationSnapshot snapshot) {
        return "max-age=" + Math.max(2, snapshot.targetDurationSeconds());
    }

    private static String mediaCache(PresentationSnapshot snapshot) {
        return "max-age=" + (snapshot.ended() ? 60 : Math.max(1, snapshot.targetDurationSeconds() / 2));
    }

    /** Two loops may both compute the value; they compute the same. */
    private static Supplier<PlaylistAnswer> once(Supplier<PlaylistAnswer> source) {
        return new Supplier<>() {
            private volatile Optional<PlaylistAnswer> answer = Optional.empty();

            @Override
            public PlaylistAnswer get() {
                Optional<PlaylistAnswer> known = answer;
                if (known.isEmpty()) {
                    known = Optional.of(source.get());
                    answer = known;
                }
                return known.get();
            }
        };
    }
}
