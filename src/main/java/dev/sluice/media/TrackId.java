package dev.sluice.media;

/**
 * Names a track within its publication.
 *
 * @param index 0 is the default track of its kind; Enhanced RTMP multitrack numbers the others
 */
public record TrackId(MediaKind kind, int index) {
    public static final TrackId VIDEO = new TrackId(MediaKind.VIDEO, 0);
    public static final TrackId AUDIO = new TrackId(MediaKind.AUDIO, 0);
}
