package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** How a format lays tracks out in renditions. One per presentation. */
interface Container {
    /** The tracks of {@code all} that viewers can be given. */
    List<Track> choose(List<Track> all);

    /** Lanes for the chosen tracks, which write to these lists. */
    Packager.Lanes open(
            List<Track> tracks, Function<Rendition, RenditionList> lists, PartTarget parts, LongSupplier leadMicros);

    /** EXT-X-VERSION of the multivariant playlist. */
    int version();

    /** An MP4 file of one random access picture. */
    Slice poster(AccessUnit picture);
}
