package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Shortens a media playlist from the front, which is the only way in which a listed segment may be missing: the list
 * begins behind the last missing segment, with the sequences raised by what was left out.
 */
public final class PlaylistTrim {
    private static final String MAP = "#EXT-X-MAP:";
    private static final String SEQUENCE = "#EXT-X-MEDIA-SEQUENCE:";
    private static final String DISCONTINUITIES = "#EXT-X-DISCONTINUITY-SEQUENCE:";

    private PlaylistTrim() {}

    /**
     * The playlist without the segments up to the last missing one.
     *
     * @param playlist text written by this package
     * @param missing told the references of segments as the playlist has them, such as {@code 7/1700000012.ts}
     * @return empty when no segment remains
     */
    public static Optional<Slice> behindMissing(Slice playlist, Predicate<String> missing) {
        Optional<PlaylistSeal> seal = PlaylistSeal.open(playlist);
        return seal.isEmpty()
                ? trimmed(playlist, missing)
                : trimmed(Slice.utf8(seal.get().text()), missing)
                        .map(text -> new PlaylistSeal(text.toUtf8(), seal.get().gopMicros()).sealed());
    }

    private static Optional<Slice> trimmed(Slice playlist, Predicate<String> missing) {
        StringBuilder header = new StringBuilder();
        StringBuilder kept = new StringBuilder();
        long removed = 0;
        long segments = 0;
        long discontinuities = 0;
        long removedDiscontinuities = 0;
        String map = "";
        String mapped = "";
        boolean lostMap = false;
        for (String row : playlist.toUtf8().lines().toList()) {
            boolean head = segments == 0 && kept.isEmpty() && row.startsWith("#") && !startsSegment(row);
            if (head) {
                header.append(row).append('\n');
                continue;
            }
            kept.append(row).append('\n');
            // What comes anew before the first kept segment takes the place of what was in force.
            mapped = row.startsWith(MAP) && segments == removed ? "" : mapped;
            map = row.startsWith(MAP) ? row + "\n" : map;
            lostMap = row.startsWith(MAP) ? missing.test(uri(row)) : lostMap;
            discontinuities += row.equals("#EXT-X-DISCONTINUITY") ? 1 : 0;
            if (!row.startsWith("#")) {
                segments++;
                if (lostMap || missing.test(row)) {
                    kept.setLength(0);
                    mapped = map;
                    removed = segments;
                    removedDiscontinuities = discontinuities;
                }
            }
        }
        if (removed == segments) {
            return Optional.empty();
        }
        return removed == 0
                ? Optional.of(playlist)
                : Optional.of(Slice.utf8(raised(header.toString(), removed, removedDiscontinuities) + mapped + kept));
    }

    /** The playlist with gaps in the places of missing segments; for lists that slide no more. */
    public static Slice withGaps(Slice playlist, Predicate<String> missing) {
        StringBuilder text = new StringBuilder(playlist.length());
        boolean lostMap = false;
        boolean marked = false;
        String duration = "";
        for (String row : playlist.toUtf8().lines().toList()) {
            lostMap = row.startsWith(MAP) ? missing.test(uri(row)) : lostMap;
            if (row.startsWith("#EXTINF:")) {
                duration = row + "\n";
            } else if (row.startsWith("#")) {
                marked |= PlaylistText.GAP.startsWith(row);
                text.append(row).append('\n');
            } else {
                boolean gap = !marked && (lostMap || missing.test(row));
                marked = false;
                text.append(gap ? PlaylistText.GAP : "")
                        .append(duration)
                        .append(row)
                        .append('\n');
            }
        }
        return Slice.utf8(text.toString());
    }

    private static String uri(String map) {
        return map.substring(map.indexOf('"') + 1, map.lastIndexOf('"'));
    }

    private static boolean startsSegment(String row) {
        return row.equals("#EXT-X-DISCONTINUITY")
                || row.equals("#EXT-X-GAP")
                || row.startsWith(MAP)
                || row.startsWith("#EXT-X-PROGRAM-DATE-TIME:")
                || row.startsWith("#EXTINF:");
    }

    private static String raised(String header, long segments, long discontinuities) {
        StringBuilder text = new StringBuilder();
        header.lines().forEach(row -> {
            text.append(raised(raised(row, SEQUENCE, segments), DISCONTINUITIES, discontinuities))
                    .append('\n');
        });
        return text.toString();
    }

    private static String raised(String row, String tag, long by) {
        return row.startsWith(tag) ? tag + (Long.parseLong(row.substring(tag.length())) + by) : row;
    }
}
