package dev.sluice.live;

import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaSink;
import dev.sluice.media.Track;
import java.util.List;
import java.util.function.Consumer;

/** Keeps what is known of the tracks for those who only want to look. */
record TrackBoard(Consumer<List<Track>> board) implements MediaSink {
    @Override
    public void onTracks(List<Track> tracks) {
        board.accept(List.copyOf(tracks));
    }

    @Override
    public void onAccessUnit(AccessUnit unit) {}

    @Override
    public void onDiscontinuity() {}

    @Override
    public void onEnd() {}
}
