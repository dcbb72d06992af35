package dev.sluice.container.cmaf;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.ColorInfo;
import dev.sluice.media.Track;
import java.util.Optional;

/** Writes a single picture as a whole file, for a player to show before it plays. */
public final class Poster {
    /** One second: some players round less to nothing and show nothing. */
    private static final long DURATION_TICKS = 90_000;

    private Poster() {}

    /**
     * A file of initialization segment and one fragment, in which the picture is presented at zero.
     *
     * @param keyPicture one that decoding can begin at, of a codec that {@link CmafInit#carries} accepts
     */
    public static Slice write(AccessUnit keyPicture, Optional<ColorInfo> color) {
        Track track = keyPicture.track();
        if (!keyPicture.randomAccess() || !(track.codec() instanceof Codec.Video)) {
            throw new IllegalArgumentException("nothing to see in a unit of " + track.id());
        }
        FragmentWriter writer = new FragmentWriter(track);
        writer.begin(0);
        writer.add(new AccessUnit(track, 0, 0, true, keyPicture.data()), 0, DURATION_TICKS);
        Slice fragment = writer.end(1, false);
        Slice init = CmafInit.write(track, color);
        return new ByteWriter(init.length() + fragment.length())
                .bytes(init)
                .bytes(fragment)
                .take();
    }

    /** The same for an encoder that told no colours apart from the bitstream. */
    public static Slice write(AccessUnit keyPicture) {
        return write(keyPicture, Optional.empty());
    }
}
