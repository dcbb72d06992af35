package dev.sluice.delivery.rtmp;

import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaSink;
import dev.sluice.media.Track;
import java.util.List;

/** One publication's media into the feed of its stream. */
record FeedSink(StreamFeed feed, long epoch) implements MediaSink {
    @Override
    public void onTracks(List<Track> tracks) {
        feed.tracks(tracks);
    }

    @Override
    public void onAccessUnit(AccessUnit unit) {
        feed.unit(unit);
    }

    @Override
    public void onDiscontinuity() {
        feed.splice();
    }

    @Override
    public void onEnd() {
        feed.close(epoch);
    }
}
