package dev.sluice.media;

/** What a track carries. */
public enum MediaKind {
    VIDEO,
    AUDIO
}
