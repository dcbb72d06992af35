package dev.sluice.live;

import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaSink;
import dev.sluice.media.Track;
import java.util.List;

/** Gives the same media to several sinks, in their order, without copying it. */
public record FanOut(List<MediaSink> sinks) implements MediaSink {
    @Override
    public void onTracks(List<Track> tracks) {
        for (MediaSink sink : sinks) {
            sink.onTracks(tracks);
        }
    }

    @Override
    public void onAccessUnit(AccessUnit unit) {
        for (MediaSink sink : sinks) {
            sink.onAccessUnit(unit);
        }
    }

    @Override
    public void onDiscontinuity() {
        for (MediaSink sink : sinks) {
            sink.onDiscontinuity();
        }
    }

    @Override
    public void onEnd() {
        for (MediaSink sink : sinks) {
            sink.onEnd();
        }
    }
}
