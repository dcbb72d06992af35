package dev.sluice.hls;

/** What may be asked for below {@code /hls/}: the closed set of things that {@link HlsNames} can name. */
public sealed interface HlsResource {
    /** The public name of the stream. */
    String stream();

    /** Where it lies, relative to the HLS root; the inverse of {@link HlsNames#parse}. */
    String path();

    /** The entry point of a stream. */
    record Multivariant(String stream) implements HlsResource {
        @Override
        public String path() {
            return HlsNames.multivariant(stream);
        }
    }

    /** The media playlist of the MPEG-TS rendition. */
    record MediaPlaylist(String stream) implements HlsResource {
        @Override
        public String path() {
            return HlsNames.mediaPlaylist(stream);
        }
    }

    /**
     * One MPEG-TS segment; its bytes never change.
     *
     * @param epoch the publication that made it
     * @param mediaSequence its number in the presentation
     */
    record Segment(String stream, long epoch, long mediaSequence) implements HlsResource {
        @Override
        public String path() {
            return HlsNames.segment(stream, epoch, mediaSequence);
        }
    }
}
