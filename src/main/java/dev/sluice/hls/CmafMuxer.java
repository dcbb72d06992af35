package dev.sluice.hls;

import dev.sluice.bytes.ByteArena;
import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.container.cmaf.CmafInit;
import dev.sluice.container.cmaf.FragmentWriter;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;

/** Fragmented MP4 of one track. */
final class CmafMuxer implements TrackMuxer {
    private final Track track;
    private final FragmentWriter writer;

    CmafMuxer(Track track) {
        this.track = track;
        writer = new FragmentWriter(track);
    }

    static boolean carries(Codec codec) {
        return CmafInit.carries(codec);
    }

    static Slice poster(AccessUnit picture) {
        return dev.sluice.container.cmaf.Poster.write(picture);
    }

    @Override
    public Slice init() {
        return CmafInit.write(track);
    }

    @Override
    public void begin(long ticks) {
        writer.begin(ticks);
    }

    @Override
    public void add(AccessUnit unit, long ticks, long durationTicks) {
        writer.add(unit, ticks, durationTicks);
    }

    @Override
    public SharedBytes end(long number, boolean startsSegment, ByteArena arena) {
        return writer.end((int) number, startsSegment, arena);
    }
}
