package dev.sluice.media;

/**
 * One elementary stream of a publication.
 *
 * @param id unique within the publication; stays the same when the codec's configuration changes
 */
public record Track(TrackId id, Codec codec, TrackLabel label) {
    /** A track without a label. */
    public Track(TrackId id, Codec codec) {
        this(id, codec, TrackLabel.NONE);
    }

    public Track {
        boolean fits = id.kind() == MediaKind.VIDEO ? codec instanceof Codec.Video : codec instanceof Codec.Audio;
        if (!fits) {
            throw new IllegalArgumentException(id + " cannot carry " + codec.displayName());
        }
    }
}
