package dev.sluice.hls;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes media playlists; the order of the tags is the one that all parsers take. */
final class PlaylistText {
    /** What a playlist is written for. */
    enum Form {
        /** A file that any web server can serve. */
        PLAIN,
        /** A viewer of this server. */
        FULL,
        /** A viewer that has an earlier version (RFC 8216bis §6.2.5.1). */
        DELTA
    }

    static final String GAP = "#EXT-X-GAP\n";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Segments further than this many target durations from the end may be skipped; 6 at least. */
    private static final int SKIP_UNTIL = 6;

    /** Parts are listed in the last target durations only. */
    private static final int PARTS_LISTED = 3;

    private PlaylistText() {}

    static String date(Instant date) {
        return "#EXT-X-PROGRAM-DATE-TIME:" + DATE.format(date) + "\n";
    }

    static void part(StringBuilder text, Part part) {
        text.append("#EXT-X-PART:DURATION=");
        seconds(text, part.durationMicros());
        text.append(",URI=\"").append(part.name().reference()).append('"');
        text.append(part.independent() ? ",INDEPENDENT=YES\n" : "\n");
    }

    static String segment(Segment segment) {
        StringBuilder text = new StringBuilder(64);
        if (segment.gap()) {
            text.append(GAP);
        }
        text.append("#EXTINF:");
        seconds(text, segment.durationMicros());
        return text.append(",\n")
                .append(segment.name().reference())
                .append('\n')
                .toString();
    }

    static Slice media(RenditionSnapshot list, Collection<RenditionSnapshot> all, Form form) {
        List<SegmentLine> lines = list.lines();
        boolean parts = form != Form.PLAIN && list.header().isLowLatency();
        // Where files are all there is, a list need not begin with one that is not there.
        int first = form == Form.PLAIN && lines.get(0).gap() && lines.size() > 1 ? 1 : 0;
        int skipped = form == Form.DELTA && parts ? skippable(list) : 0;
        boolean whole = first + skipped == 0;
        int partsFrom = partsFrom(list);
        int next = whole ? partsFrom : first + skipped;
        StringBuilder text = new StringBuilder(400 + (lines.size() - next) * 140 + (parts ? 4_000 : 0));
        long passed = list.discontinuitySequence() + (first > 0 && lines.get(0).discontinuity() ? 1 : 0);
        header(text, list, lines.get(first).mediaSequence(), passed, parts);
        if (skipped > 0) {
            text.append("#EXT-X-SKIP:SKIPPED-SEGMENTS=").append(skipped).append('\n');
        }
        int headerLength = text.length();
        ListPrefix.Rendered older = whole ? list.prefix().before(next, lines) : ListPrefix.NONE;
        Optional<HlsResource.Init> init = older.init();
        for (int i = next; i < lines.size(); i++) {
            init = line(text, lines.get(i), init, parts && i >= partsFrom);
        }
        if (parts) {
            tail(text, list, init, all);
        }
        if (list.ended()) {
            text.append("#EXT-X-ENDLIST\n");
        }
        return insert(Slice.utf8(text.toString()), headerLength, older.text());
    }

    /** Playlists are ASCII: an index of the text is one of its bytes. */
    private static Slice insert(Slice text, int at, Slice older) {
        return older.isEmpty()
                ? text
                : new ByteWriter(text.length() + older.length())
                        .bytes(text, 0, at)
                        .bytes(older)
                        .bytes(text.from(at))
                        .take();
    }

    /** Appends a segment and answers what decoders were given last. */
    static Optional<HlsResource.Init> line(
            StringBuilder text, SegmentLine line, Optional<HlsResource.Init> before, boolean withParts) {
        head(text, line.discontinuity(), line.init(), before, line.head());
        text.append(withParts ? line.parts() : "").append(line.tail());
        return line.init().isPresent() ? line.init() : before;
    }

    private static void header(
            StringBuilder text, RenditionSnapshot list, long mediaSequence, long discontinuities, boolean parts) {
        int target = list.header().targetDuration();
        boolean program = list.rendition().kind() == Rendition.Kind.PROGRAM;
        text.append("#EXTM3U\n#EXT-X-VERSION:").append(program ? 3 : parts ? 9 : 6);
        text.append("\n#EXT-X-TARGETDURATION:").append(target);
        if (parts) {
            long partTarget = list.header().partTargetMicros();
            text.append("\n#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=");
            seconds(text, 3 * partTarget);
            text.append(",CAN-SKIP-UNTIL=").append(SKIP_UNTIL * target).append(".0");
            text.append("\n#EXT-X-PART-INF:PART-TARGET=");
            seconds(text, partTarget);
        }
        text.append("\n#EXT-X-MEDIA-SEQUENCE:").append(mediaSequence);
        // Always, also when it is 0: hls.js and video.js stall when the tag appears later.
        text.append("\n#EXT-X-DISCONTINUITY-SEQUENCE:").append(discontinuities);
        text.append('\n');
    }

    private static void head(
            StringBuilder text,
            boolean discontinuity,
            Optional<HlsResource.Init> init,
            Optional<HlsResource.Init> before,
            String head) {
        if (discontinuity) {
            text.append("#EXT-X-DISCONTINUITY\n");
        }
        if (init.isPresent() && !init.equals(before)) {
            text.append("#EXT-X-MAP:URI=\"").append(init.get().reference()).append("\"\n");
        }
        text.append(head);
    }

    /** The segment in progress, what comes next, and how far the other renditions are. */
    private static void tail(
            StringBuilder text,
            RenditionSnapshot list,
            Optional<HlsResource.Init> init,
            Collection<RenditionSnapshot> all) {
        list.open().ifPresent(open -> {
            head(text, open.discontinuity(), open.init(), init, open.head());
            open.parts().forEach(part -> part(text, part));
        });
        list.nextPart()
                .ifPresent(part -> text.append("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"")
                        .append(part.reference())
                        .append("\"\n"));
        for (RenditionSnapshot other : all) {
            if (!other.rendition().equals(list.rendition())) {
                text.append("#EXT-X-RENDITION-REPORT:URI=\"")
                        .append(other.rendition().word());
                text.append(".m3u8\",LAST-MSN=").append(other.lastPartSequence());
                if (other.lastPart() >= 0) {
                    text.append(",LAST-PART=").append(other.lastPart());
                }
                text.append('\n');
            }
        }
    }

    private static int skippable(RenditionSnapshot list) {
        return before(list.lines(), SKIP_UNTIL * 1_000_000L * list.header().targetDuration(), false);
    }

    private static int partsFrom(RenditionSnapshot list) {
        return before(list.lines(), PARTS_LISTED * 1_000_000L * list.header().targetDuration(), true);
    }

    /** How many lines end ({@code start} false) or begin (true) further than {@code micros} from the end. */
    private static int before(List<SegmentLine> lines, long micros, boolean start) {
        long fromEnd = 0;
        for (int i = lines.size() - 1; i >= 0; i--) {
            long begin = fromEnd + lines.get(i).durationMicros();
            if ((start ? begin : fromEnd) > micros) {
                return i + 1;
            }
            fromEnd = begin;
        }
        return 0;
    }

    private static void seconds(StringBuilder text, long micros) {
        text.append(micros / 1_000_000).append('.');
        long fraction = micros % 1_000_000;
        for (long digit = 100_000; digit > 0; digit /= 10) {
            text.append((char) ('0' + fraction / digit % 10));
        }
    }
}
