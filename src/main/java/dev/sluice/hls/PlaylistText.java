package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;

/** Writes playlists; the order of the tags is the one that all parsers take. */
final class PlaylistText {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private PlaylistText() {}

    /** The lines of one segment; they are never written in another way again (RFC 8216 §6.2.1). */
    static String segment(Segment segment) {
        StringBuilder text = new StringBuilder(120);
        if (segment.discontinuity()) {
            text.append("#EXT-X-DISCONTINUITY\n");
        }
        text.append("#EXT-X-PROGRAM-DATE-TIME:").append(DATE.format(segment.programDateTime()));
        text.append("\n#EXTINF:").append(seconds(segment.durationMicros())).append(",\n");
        HlsResource.Segment name = segment.name();
        return text.append(HlsNames.segmentReference(name.epoch(), name.mediaSequence()))
                .append('\n')
                .toString();
    }

    /** The list of the MPEG-TS rendition; {@code segments} are texts of {@link #segment}. */
    static Slice media(
            int targetDuration,
            long mediaSequence,
            long discontinuitySequence,
            Collection<String> segments,
            boolean ended) {
        StringBuilder text = new StringBuilder(160 + segments.size() * 120);
        text.append("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:").append(targetDuration);
        text.append("\n#EXT-X-MEDIA-SEQUENCE:").append(mediaSequence);
        // Always, also when it is 0: hls.js and video.js stall when the tag appears later.
        text.append("\n#EXT-X-DISCONTINUITY-SEQUENCE:").append(discontinuitySequence);
        text.append('\n');
        segments.forEach(text::append);
        if (ended) {
            text.append("#EXT-X-ENDLIST\n");
        }
        return Slice.utf8(text.toString());
    }

    static Slice multivariant(String stream, MediaFacts facts, boolean independentSegments) {
        StringBuilder text = new StringBuilder(240).append("#EXTM3U\n#EXT-X-VERSION:3\n");
        if (independentSegments) {
            text.append("#EXT-X-INDEPENDENT-SEGMENTS\n");
        }
        text.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(facts.bandwidth());
        text.append(",AVERAGE-BANDWIDTH=").append(facts.averageBandwidth());
        text.append(",CODECS=\"").append(facts.codecs()).append('"');
        facts.picture().ifPresent(picture -> {
            text.append(",RESOLUTION=").append(picture.width()).append('x').append(picture.height());
            picture.frameRate().ifPresent(rate -> text.append(String.format(Locale.ROOT, ",FRAME-RATE=%.3f", rate)));
        });
        text.append('\n').append(HlsNames.mediaPlaylistReference(stream)).append('\n');
        return Slice.utf8(text.toString());
    }

    private static String seconds(long micros) {
        return String.format(Locale.ROOT, "%d.%06d", micros / 1_000_000, micros % 1_000_000);
    }
}
