package dev.sluice.delivery.http;

import dev.sluice.hls.Format;
import dev.sluice.hls.HlsResource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is published, whether or not anything of it can be shown yet. Any thread asks.
 *
 * @param formats that every stream is offered in
 * @param streams whether a stream has a publisher now
 */
public record Published(Set<Format> formats, Predicate<String> streams) {
    /** Where a playlist is going to be; empty when nobody publishes it. */
    Optional<Place> place(HlsResource playlist) {
        return format(playlist)
                .filter(formats::contains)
                .map(format -> new Place(playlist.stream(), format))
                .filter(place -> streams.test(place.stream()));
    }

    private Optional<Format> format(HlsResource playlist) {
        if (playlist instanceof HlsResource.MediaPlaylist media) {
            return Optional.of(media.rendition().format());
        }
        boolean cmaf = formats.contains(Format.CMAF);
        if (playlist instanceof HlsResource.TsMultivariant) {
            return cmaf ? Optional.of(Format.MPEGTS) : Optional.empty();
        }
        return Optional.of(cmaf ? Format.CMAF : Format.MPEGTS);
    }
}
