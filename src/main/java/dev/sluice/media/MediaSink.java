package dev.sluice.media;

import java.util.List;

/**
 * Receives the media of one publication, on the thread that owns it: a packager, a player, a recorder.
 *
 * <p>Order of calls: {@code onTracks} before the first access unit and again before the first unit of a changed track
 * set or configuration; {@code onEnd} last and once. None may block or throw.
 */
public interface MediaSink {
    /** The tracks that exist from the next access unit on. */
    void onTracks(List<Track> tracks);

    void onAccessUnit(AccessUnit unit);

    /** Time stamps before and after this point do not belong to one another; the next unit starts a new timeline. */
    void onDiscontinuity();

    /** No more media comes from this publication. */
    void onEnd();
}
