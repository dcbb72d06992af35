package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of the older lines of a list, rendered once for all versions that have the same lines: a list for seeking
 * back has thousands of them, and a new part comes several times a second. Any thread; two may render the same.
 */
final class ListPrefix {
    /**
     * The lines before {@code end}, without parts.
     *
     * @param init what decoders were given last
     */
    record Rendered(int end, Slice text, Optional<HlsResource.Init> init) {}

    static final Rendered NONE = new Rendered(0, Slice.EMPTY, Optional.empty());

    private volatile @Nullable Rendered rendered;

    Rendered before(int end, List<SegmentLine> lines) {
        Rendered known = rendered;
        if (known == null || known.end() != end) {
            StringBuilder older = new StringBuilder(end * 140);
            Optional<HlsResource.Init> init = Optional.empty();
            for (SegmentLine line : lines.subList(0, end)) {
                init = PlaylistText.line(older, line, init, false);
            }
            known = new Rendered(end, Slice.utf8(older.toString()), init);
            rendered = known;
        }
        return known;
    }
}
