package dev.sluice.hls;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of the older lines of a list, rendered once for all versions that have the same lines: a list for seeking
 * back has thousands of them, and a new part comes several times a second. Any thread; two may render the same.
 */
final class ListPrefix {
    private record Rendered(int end, String text, Optional<HlsResource.Init> init) {}

    private volatile @Nullable Rendered rendered;

    /**
     * Appends the lines before {@code end}, without parts.
     *
     * @return what decoders were given last
     */
    Optional<HlsResource.Init> append(StringBuilder text, List<SegmentLine> lines, int end) {
        Rendered known = rendered;
        if (known == null || known.end() != end) {
            StringBuilder older = new StringBuilder(end * 140);
            Optional<HlsResource.Init> init = Optional.empty();
            for (SegmentLine line : lines.subList(0, end)) {
                init = PlaylistText.line(older, line, init, false);
            }
            known = new Rendered(end, older.toString(), init);
            rendered = known;
        }
        text.append(known.text());
        return known.init();
    }
}
