package dev.sluice.container.cmaf;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.ColorInfo;
import dev.sluice.media.Track;
import java.util.Optional;

/**
 * Writes initialization segments: what a decoder has to know of one track before its fragments. The same track gives
 * the same bytes, so an initialization segment may be named after what it holds.
 */
public final class CmafInit {
    private static final int LARGEST_SIDE = 65_535;

    private CmafInit() {}

    /** Whether a sample entry can tell what this codec is: a picture has to have a size of 16 bits. */
    public static boolean carries(Codec codec) {
        return !(codec instanceof Codec.Video video) || (isSide(video.width()) && isSide(video.height()));
    }

    private static boolean isSide(int pixels) {
        return pixels > 0 && pixels <= LARGEST_SIDE;
    }

    /** The initialization segment of a track whose encoder told no colours apart from the bitstream. */
    public static Slice write(Track track) {
        return write(track, Optional.empty());
    }

    /**
     * The initialization segment of a track.
     *
     * @param color what the encoder told apart from the bitstream, which is believed first
     * @throws IllegalArgumentException if the codec is one that {@link #carries} refuses
     */
    public static Slice write(Track track, Optional<ColorInfo> color) {
        if (!carries(track.codec())) {
            throw new IllegalArgumentException("no sample entry for " + track);
        }
        Slice movie = MovieBox.of(track.codec(), color);
        return new ByteWriter(FileType.INIT.length() + movie.length())
                .bytes(FileType.INIT)
                .bytes(movie)
                .take();
    }
}
