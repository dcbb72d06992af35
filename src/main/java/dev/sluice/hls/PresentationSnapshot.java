package dev.sluice.hls;

import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What viewers see of a stream in one format at one moment; immutable, so that any thread may hold it.
 *
 * @param multivariant the entry point
 * @param renditions those that viewers can be given; never empty
 * @param facts of the first variant
 * @param posters the pictures that the newest segments begin with
 */
public record PresentationSnapshot(
        String stream,
        Format format,
        Multivariant multivariant,
        Map<Rendition, RenditionSnapshot> renditions,
        MediaFacts facts,
        List<Poster> posters) {

    /**
     * The rendered multivariant playlist.
     *
     * @param version differs for each text and rises, also over restarts of the process
     * @param modified when this text was first shown
     */
    public record Multivariant(HlsResource name, Slice text, long version, Instant modified) {}

    /** The first rendition: the best picture, or the sound. */
    public RenditionSnapshot lead() {
        return renditions.values().iterator().next();
    }

    /** Whether the lists are closed (EXT-X-ENDLIST). */
    public boolean ended() {
        return lead().ended();
    }

    public int targetDurationSeconds() {
        return lead().targetDurationSeconds();
    }

    /** The media playlist of a rendition. */
    public Optional<RenditionSnapshot> rendition(Rendition rendition) {
        return Optional.ofNullable(renditions.get(rendition));
    }

    /** The text of a media playlist, with parts if there are any; rendered at each call. */
    public Slice playlist(RenditionSnapshot rendition) {
        return PlaylistText.media(rendition, renditions.values(), PlaylistText.Form.FULL);
    }

    /** The same without what a player has that asks for {@code _HLS_skip}; the whole list if nothing can be skipped. */
    public Slice delta(RenditionSnapshot rendition) {
        return PlaylistText.media(rendition, renditions.values(), PlaylistText.Form.DELTA);
    }

    /** The bytes of what is held in memory; the volume may have more. */
    public Optional<SharedBytes> find(HlsResource.Immutable name) {
        if (name instanceof HlsResource.Poster poster) {
            return posters.stream()
                    .filter(one -> one.name().equals(poster))
                    .findFirst()
                    .map(Poster::content);
        }
        for (RenditionSnapshot rendition : renditions.values()) {
            Optional<SharedBytes> found = rendition.find(name);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
