package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** One rendition for each track. */
final class TrackContainer implements Container {
    private final Function<Track, TrackMuxer> muxers;
    private final Function<AccessUnit, Slice> poster;
    private final Predicate<Codec> carries;

    TrackContainer(Function<Track, TrackMuxer> muxers, Function<AccessUnit, Slice> poster, Predicate<Codec> carries) {
        this.muxers = muxers;
        this.poster = poster;
        this.carries = carries;
    }

    @Override
    public List<Track> choose(List<Track> all) {
        return all.stream()
                .filter(track -> carries.test(track.codec()))
                .sorted(Comparator.comparing(track -> Rendition.of(track.id())))
                .toList();
    }

    @Override
    public Packager.Lanes open(
            List<Track> tracks, Function<Rendition, RenditionList> lists, PartTarget parts, LongSupplier leadMicros) {
        Map<TrackId, Lane> byTrack = new HashMap<>();
        Set<Rendition> renditions = new HashSet<>();
        List<Lane> all = new ArrayList<>();
        boolean first = true;
        for (Track track : tracks) {
            Rendition rendition = Rendition.of(track.id());
            SegmentAssembler segments = new SegmentAssembler(track, muxers.apply(track), lists.apply(rendition));
            Lane lane = lane(track, segments, parts);
            if (!first && rendition.kind() == Rendition.Kind.VIDEO) {
                lane = new AlignedLane(lane, leadMicros);
            }
            first = false;
            byTrack.put(track.id(), lane);
            renditions.add(rendition);
            all.add(lane);
        }
        return new Packager.Lanes(Map.copyOf(byTrack), Set.copyOf(renditions), List.copyOf(all));
    }

    @Override
    public int version() {
        return 6;
    }

    @Override
    public Slice poster(AccessUnit picture) {
        return poster.apply(picture);
    }

    private static Lane lane(Track track, SegmentAssembler segments, PartTarget parts) {
        return track.id().kind() == MediaKind.AUDIO ? new SoundLane(segments, parts) : new PictureLane(segments, parts);
    }
}
