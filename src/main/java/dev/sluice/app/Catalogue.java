package dev.sluice.app;

import dev.sluice.hls.MediaFacts;
import dev.sluice.hls.Poster;
import dev.sluice.hls.PresentationSnapshot;
import dev.sluice.live.LiveCatalogue;
import dev.sluice.live.LiveStream;
import dev.sluice.live.LiveStreams;
import dev.sluice.live.Publication;
import dev.sluice.live.StreamName;
import dev.sluice.live.Visibility;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Puts together what viewers may know of a stream: the publication's facts, the presentation's measures, the
 * audience.
 */
final class Catalogue implements LiveCatalogue {
    private final LiveStreams streams;
    private final Function<String, Optional<PresentationSnapshot>> presentations;
    private final ToLongFunction<StreamName> viewers;
    private final LiveStream.Latency configured;

    Catalogue(
            LiveStreams streams,
            Function<String, Optional<PresentationSnapshot>> presentations,
            ToLongFunction<StreamName> viewers,
            LiveStream.Latency configured) {
        this.streams = streams;
        this.presentations = presentations;
        this.viewers = viewers;
        this.configured = configured;
    }

    @Override
    public List<LiveStream> publicStreams() {
        return streams.publications().stream()
                .filter(Catalogue::isPublic)
                .map(this::describe)
                .sorted(Comparator.comparing(LiveStream::name))
                .toList();
    }

    @Override
    public Optional<LiveStream> find(StreamName name) {
        return streams.find(name).map(this::describe);
    }

    private LiveStream describe(Publication publication) {
        StreamName name = publication.stream().name();
        List<Track> tracks = publication.tracks();
        Optional<Codec.Video> video = tracks.stream()
                .map(Track::codec)
                .filter(Codec.Video.class::isInstance)
                .map(Codec.Video.class::cast)
                .findFirst();
        // What is ended is of an earlier publication.
        Optional<PresentationSnapshot> shown = presentations.apply(name.value()).filter(snapshot -> !snapshot.ended());
        return new LiveStream(
                name,
                publication.stream().title(),
                publication.since(),
                video.map(Codec.Video::width).orElse(0),
                video.map(Codec.Video::height).orElse(0),
                framesPerSecond(shown, video),
                tracks.stream().map(track -> track.codec().rfc6381()).collect(Collectors.joining(",")),
                OptionalInt.of((int) viewers.applyAsLong(name)),
                latency(shown),
                shown.flatMap(Catalogue::poster));
    }

    /** Before anything is listed: what will be. A player that is set up meanwhile must know. */
    private LiveStream.Latency latency(Optional<PresentationSnapshot> shown) {
        return shown.map(
                        snapshot -> snapshot.lead().isLowLatency() ? LiveStream.Latency.LOW : LiveStream.Latency.NORMAL)
                .orElse(configured);
    }

    private static Optional<String> poster(PresentationSnapshot shown) {
        List<Poster> posters = shown.posters();
        return posters.isEmpty()
                ? Optional.empty()
                : Optional.of("/hls/" + posters.get(posters.size() - 1).name().path());
    }

    private static double framesPerSecond(Optional<PresentationSnapshot> shown, Optional<Codec.Video> video) {
        return shown.flatMap(snapshot -> snapshot.facts().picture())
                .map(MediaFacts.Picture::frameRate)
                .or(() -> video.map(Codec.Video::frameRate))
                .map(rate -> rate.orElse(0))
                .orElse(0.0);
    }

    private static boolean isPublic(Publication publication) {
        return publication.stream().visibility() == Visibility.PUBLIC;
    }
}
