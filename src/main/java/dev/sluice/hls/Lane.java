package dev.sluice.hls;

import dev.sluice.media.AccessUnit;

/**
 * What one rendition makes of the units of its tracks. All lanes of a publication hear of the same cuts, and each
 * passes from one segment to the next when its own media does.
 */
interface Lane {
    /** A cut was decided: units from there on belong to {@code next}. */
    void cut(SegmentStart next);

    void accept(AccessUnit unit);

    /** Nothing continues what was accepted so far; the media of all tracks ends at {@code endMicros}. */
    void flush(long endMicros);
}
