package dev.sluice.hls;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads media playlists that {@link PlaylistText} wrote in their plain form, and nothing else: what another hand wrote
 * or changed is not what players saw. Segments whose files are gone leave the list from the front.
 */
final class PlaylistReader {
    private static final Pattern HEADER = Pattern.compile("""
            #EXTM3U
            #EXT-X-VERSION:[36]
            #EXT-X-TARGETDURATION:([1-9][0-9]?)
            #EXT-X-MEDIA-SEQUENCE:(0|[1-9][0-9]{0,17})
            #EXT-X-DISCONTINUITY-SEQUENCE:(0|[1-9][0-9]{0,17})
            """);
    private static final Pattern MAP = Pattern.compile("#EXT-X-MAP:URI=\"([^\"]+)\"");
    private static final Pattern DATE = Pattern.compile("#EXT-X-PROGRAM-DATE-TIME:([-0-9:T]{19}\\.[0-9]{3}Z)");
    private static final Pattern DURATION = Pattern.compile("#EXTINF:([0-9]{1,3})\\.([0-9]{6}),");

    private final StoredStream files;
    private final Rendition rendition;
    private final boolean independent;
    private final List<SegmentLine> lines = new ArrayList<>();
    private Optional<HlsResource.Init> init = Optional.empty();
    private Instant endDate = Instant.EPOCH;
    private long passedDiscontinuities;
    private boolean discontinuity;
    private boolean ended;

    private PlaylistReader(StoredStream files, Rendition rendition, boolean independent) {
        this.files = files;
        this.rendition = rendition;
        this.independent = independent;
    }

    /**
     * The playlist of a rendition as far as its files are there.
     *
     * @param independent whether decoders can start with every segment
     * @return empty without a segment, and for whatever is not ours
     */
    static Optional<StoredPlaylist> read(StoredStream files, Rendition rendition, boolean independent) {
        String path = new HlsResource.MediaPlaylist(files.stream(), rendition).path();
        Optional<PlaylistSeal> seal =
                Optional.ofNullable(files.texts().get(path)).flatMap((Slice text) -> PlaylistSeal.open(text));
        if (seal.isEmpty()) {
            return Optional.empty();
        }
        try {
            return new PlaylistReader(files, rendition, independent).read(seal.get());
        } catch (MalformedInput e) {
            return Optional.empty();
        }
    }

    private Optional<StoredPlaylist> read(PlaylistSeal seal) throws MalformedInput {
        Matcher header = HEADER.matcher(seal.text());
        if (!header.lookingAt()) {
            throw new MalformedInput("header");
        }
        long first = Long.parseLong(header.group(2));
        Iterator<String> rows =
                seal.text().substring(header.end()).lines().toList().iterator();
        for (long next = first; rows.hasNext() && !ended; next++) {
            segment(rows, next);
        }
        if (rows.hasNext() || lines.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new StoredPlaylist(
                rendition,
                Integer.parseInt(header.group(1)),
                Long.parseLong(header.group(3)) + passedDiscontinuities,
                lines,
                endDate,
                ended,
                seal.gopMicros()));
    }

    private void segment(Iterator<String> rows, long mediaSequence) throws MalformedInput {
        String row = rows.next();
        discontinuity = false;
        // After a trim at the front the map in force may stand before the discontinuity.
        for (int i = 0; i < 2; i++) {
            Matcher map = MAP.matcher(row);
            if (row.equals("#EXT-X-DISCONTINUITY") && !discontinuity) {
                discontinuity = true;
                row = next(rows);
            } else if (map.matches()) {
                init = Optional.of(init(map.group(1)));
                row = next(rows);
            }
        }
        if (row.equals("#EXT-X-ENDLIST") && !discontinuity && !rows.hasNext()) {
            ended = true;
            return;
        }
        Instant date = date(row);
        row = next(rows);
        boolean gap = row.equals("#EXT-X-GAP");
        long micros = micros(gap ? next(rows) : row);
        add(date, micros, gap, name(next(rows), mediaSequence));
    }

    private void add(Instant date, long micros, boolean gap, HlsResource.Segment name) {
        endDate = date.plusNanos(micros * 1_000);
        long bytes = files.size(name);
        boolean missing = !gap
                && (bytes == 0 || init.filter(needed -> files.size(needed) == 0).isPresent());
        if (missing) {
            passedDiscontinuities +=
                    lines.stream().filter(SegmentLine::discontinuity).count() + (discontinuity ? 1 : 0);
            lines.clear();
            return;
        }
        SegmentLine like = SegmentLine.of(Segment.gap(name, micros, date, discontinuity, init));
        lines.add(gap ? like : like.restored(independent, bytes));
    }

    private HlsResource.Init init(String reference) throws MalformedInput {
        return HlsNames.parse(files.stream() + "/" + reference)
                .filter(HlsResource.Init.class::isInstance)
                .map(HlsResource.Init.class::cast)
                .filter(name -> name.rendition().equals(rendition))
                .orElseThrow(() -> new MalformedInput("map"));
    }

    private HlsResource.Segment name(String reference, long mediaSequence) throws MalformedInput {
        return HlsNames.parse(files.stream() + "/" + reference)
                .filter(HlsResource.Segment.class::isInstance)
                .map(HlsResource.Segment.class::cast)
                .filter(name -> name.rendition().equals(rendition) && name.mediaSequence() == mediaSequence)
                .orElseThrow(() -> new MalformedInput("segment"));
    }

    private static Instant date(String row) throws MalformedInput {
        Matcher date = DATE.matcher(row);
        try {
            if (date.matches()) {
                return Instant.parse(date.group(1));
            }
        } catch (DateTimeException e) {
            // Answered below, as every other row that is not ours.
        }
        throw new MalformedInput("date");
    }

    private static long micros(String row) throws MalformedInput {
        Matcher duration = DURATION.matcher(row);
        if (!duration.matches()) {
            throw new MalformedInput("duration");
        }
        long micros = Long.parseLong(duration.group(1)) * 1_000_000 + Long.parseLong(duration.group(2));
        if (micros == 0) {
            throw new MalformedInput("duration");
        }
        return micros;
    }

    private static String next(Iterator<String> rows) throws MalformedInput {
        if (!rows.hasNext()) {
            throw new MalformedInput("end");
        }
        return rows.next();
    }
}
