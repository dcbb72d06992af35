package dev.sluice.hls;

/**
 * Told what becomes of presentations, on the thread that owns the publication. None of its methods blocks or
 * throws.
 */
public interface PresentationObserver {
    /** Viewers now see {@code snapshot}: a segment or a part was added, or the presentation ended. */
    void changed(PresentationSnapshot snapshot);

    /** The ended presentation is no longer available: its playlists answer 404 from now on. */
    void gone(String stream, Format format);

    /** A presentation ended, and its lists as a recording were handed to the storage. */
    default void recorded(HlsResource.Recording recording) {}
}
