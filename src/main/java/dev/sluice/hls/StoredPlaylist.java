package dev.sluice.hls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A media playlist that an earlier process left; files were there when it was read.
 *
 * @param discontinuitySequence of the first line
 * @param lines in order, without a break in their numbers; never empty
 * @param endDate where the last line ends, on the wall clock
 * @param ended whether the list was closed
 * @param gopMicros see {@link GopMeter#naturalMicros()}
 */
record StoredPlaylist(
        Rendition rendition,
        int targetDuration,
        long discontinuitySequence,
        List<SegmentLine> lines,
        Instant endDate,
        boolean ended,
        long gopMicros) {
    StoredPlaylist {
        lines = List.copyOf(lines);
    }

    SegmentLine last() {
        return lines.get(lines.size() - 1);
    }

    long firstMediaSequence() {
        return lines.get(0).mediaSequence();
    }

    boolean has(long mediaSequence) {
        return mediaSequence >= firstMediaSequence() && mediaSequence <= last().mediaSequence();
    }

    SegmentLine line(long mediaSequence) {
        return lines.get((int) (mediaSequence - firstMediaSequence()));
    }

    /** Discontinuities up to and with the segment. */
    long discontinuitiesUntil(long mediaSequence) {
        return discontinuitySequence
                + lines.stream()
                        .filter(line -> line.mediaSequence() <= mediaSequence && line.discontinuity())
                        .count();
    }

    long durationMicros() {
        return lines.stream().mapToLong(SegmentLine::durationMicros).sum();
    }

    /** The list with gaps for what only another one has at its end. */
    StoredPlaylist upTo(StoredPlaylist longest) {
        List<SegmentLine> all = new ArrayList<>(lines);
        Instant date = endDate;
        for (long next = last().mediaSequence() + 1; longest.has(next); next++) {
            SegmentLine like = longest.line(next);
            HlsResource.Segment name =
                    new HlsResource.Segment(like.name().stream(), like.name().epoch(), rendition, next);
            all.add(SegmentLine.of(
                    Segment.gap(name, like.durationMicros(), date, like.discontinuity(), last().init())));
            date = date.plusNanos(like.durationMicros() * 1_000);
        }
        return new StoredPlaylist(rendition, targetDuration, discontinuitySequence, all, date, ended, gopMicros);
    }
}
