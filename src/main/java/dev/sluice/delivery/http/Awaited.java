package dev.sluice.delivery.http;

import dev.sluice.hls.HlsResource;
import dev.sluice.hls.Rendition;

/** What a request is held for; requests for the same are one group. */
sealed interface Awaited {
    /** Whether holding makes no sense any more: it is there, or it can come no more. */
    boolean isSettled(ShelvedPresentation now);

    /** A version of a media playlist (blocking playlist reload). */
    record Version(Rendition rendition, Directives directives) implements Awaited {
        @Override
        public boolean isSettled(ShelvedPresentation now) {
            return now.rendition(rendition)
                    .map(ShelvedRendition::snapshot)
                    .filter(list -> list.isLowLatency() && !directives.isMet(list))
                    .isEmpty();
        }
    }

    /** The part that a list names as the next one (EXT-X-PRELOAD-HINT). */
    record NextPart(HlsResource.Part name) implements Awaited {
        @Override
        public boolean isSettled(ShelvedPresentation now) {
            return now.rendition(name.rendition())
                    .filter(list -> list.snapshot().expects(name))
                    .isEmpty();
        }
    }

    /** The first playlist of a stream that is published already. */
    record Beginning() implements Awaited {
        @Override
        public boolean isSettled(ShelvedPresentation now) {
            return !now.snapshot().ended();
        }
    }
}
