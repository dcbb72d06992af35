package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import java.util.function.Function;

/** The picture that a segment begins with, to be shown where nobody plays yet. Made only when somebody asks. */
public record Poster(HlsResource.Poster name, AccessUnit picture, Function<AccessUnit, Slice> writer) {
    /** An MP4 file with this one picture. */
    public Slice content() {
        return writer.apply(picture);
    }
}
