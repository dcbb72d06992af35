package dev.sluice.hls;

/** What may be asked for below {@code /hls/}: the closed set of things that {@link HlsNames} can name. */
public sealed interface HlsResource {
    /** The public name of the stream. */
    String stream();

    /** Where it lies, relative to the HLS root; the inverse of {@link HlsNames#parse}. */
    default String path() {
        return HlsNames.path(this);
    }

    /** What never changes once it is there. */
    sealed interface Immutable extends HlsResource {
        /** The publication that made it. */
        long epoch();

        /** How the media playlists of the stream refer to it. */
        default String reference() {
            return HlsNames.reference(this);
        }
    }

    /** What belongs to one rendition. */
    sealed interface OfRendition extends HlsResource {
        Rendition rendition();
    }

    /** The entry point of a stream. */
    record Multivariant(String stream) implements HlsResource {}

    /** The entry point for players that need MPEG-TS, beside one of CMAF. */
    record TsMultivariant(String stream) implements HlsResource {}

    /** The list of a rendition's segments. */
    record MediaPlaylist(String stream, Rendition rendition) implements OfRendition {}

    /**
     * The entry point of what was kept of a presentation that ended.
     *
     * @param epoch of the first publication in it
     */
    record Recording(String stream, long epoch) implements HlsResource {}

    /** The list of a rendition's segments in a recording. */
    record RecordingPlaylist(String stream, long epoch, Rendition rendition) implements HlsResource {}

    /**
     * One segment.
     *
     * @param mediaSequence its number in the presentation
     */
    record Segment(String stream, long epoch, Rendition rendition, long mediaSequence)
            implements Immutable, OfRendition {}

    /**
     * A part of a CMAF segment.
     *
     * @param number counts the rendition's parts over the whole publication, so that the next one's name is known
     *     before it is known in which segment it lies
     */
    record Part(String stream, long epoch, Rendition rendition, long number) implements Immutable, OfRendition {}

    /**
     * What a decoder needs before any CMAF segment.
     *
     * @param number counts the configurations of the rendition within the publication
     */
    record Init(String stream, long epoch, Rendition rendition, long number) implements Immutable, OfRendition {}

    /**
     * The picture that a segment begins with, alone, as an MP4 file.
     *
     * @param mediaSequence of that segment
     */
    record Poster(String stream, long epoch, long mediaSequence) implements Immutable {}
}
