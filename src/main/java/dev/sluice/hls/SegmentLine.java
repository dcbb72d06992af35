package dev.sluice.hls;

import java.util.Optional;

/**
 * A segment as playlists list it, without its bytes.
 *
 * @param bytes 0 for a gap
 * @param head the tags that come before its parts; never written in another way again (RFC 8216 §6.2.1)
 * @param parts the lines of its parts, empty without low latency
 * @param tail duration and address
 */
record SegmentLine(
        HlsResource.Segment name,
        Optional<HlsResource.Init> init,
        long durationMicros,
        boolean discontinuity,
        boolean independent,
        long bytes,
        String head,
        String parts,
        String tail) {
    static SegmentLine of(Segment segment) {
        StringBuilder parts = new StringBuilder();
        segment.parts().forEach(part -> PlaylistText.part(parts, part));
        return new SegmentLine(
                segment.name(),
                segment.init(),
                segment.durationMicros(),
                segment.discontinuity(),
                segment.independent(),
                segment.content().length(),
                PlaylistText.date(segment.programDateTime()),
                parts.toString(),
                PlaylistText.segment(segment));
    }

    /** A line read from a gap's pieces, of a segment of {@code bytes}. */
    SegmentLine restored(boolean startsIndependent, long size) {
        String media = tail.startsWith(PlaylistText.GAP) ? tail.substring(PlaylistText.GAP.length()) : tail;
        return new SegmentLine(name, init, durationMicros, discontinuity, startsIndependent, size, head, "", media);
    }

    long mediaSequence() {
        return name.mediaSequence();
    }

    boolean gap() {
        return bytes == 0;
    }

    long bitrate() {
        return bytes * 8_000_000L / durationMicros;
    }
}
