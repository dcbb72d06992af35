package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** One rendition with the first track of each kind. */
final class ProgramContainer implements Container {
    private final SegmentMuxer muxer;

    ProgramContainer(SegmentMuxer muxer) {
        this.muxer = muxer;
    }

    @Override
    public List<Track> choose(List<Track> all) {
        List<Track> defaults = new ArrayList<>();
        for (MediaKind kind : MediaKind.values()) {
            all.stream()
                    .filter(track -> track.id().kind() == kind && muxer.carries(track.codec()))
                    .min(Comparator.comparingInt(track -> track.id().index()))
                    .ifPresent(defaults::add);
        }
        return defaults;
    }

    @Override
    public Packager.Lanes open(
            List<Track> tracks, Function<Rendition, RenditionList> lists, PartTarget parts, LongSupplier leadMicros) {
        Lane lane = new ProgramLane(tracks, muxer, lists.apply(Rendition.PROGRAM));
        Map<dev.sluice.media.TrackId, Lane> byTrack = new HashMap<>();
        tracks.forEach(track -> byTrack.put(track.id(), lane));
        return new Packager.Lanes(Map.copyOf(byTrack), Set.of(Rendition.PROGRAM), List.of(lane));
    }

    @Override
    public int version() {
        return 3;
    }

    @Override
    public Slice poster(AccessUnit picture) {
        return CmafMuxer.poster(picture);
    }
}
