package dev.sluice.live;

/** Who may watch a stream. */
public enum Visibility {
    /** Anybody; listed on the front page. */
    PUBLIC,
    /** Whoever holds a playback token. */
    PRIVATE
}
