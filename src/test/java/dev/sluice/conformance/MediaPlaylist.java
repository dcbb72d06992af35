package dev.sluice.conformance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one version of a media playlist says.
 *
 * @param skipped segments that a delta update left out, counted in front of {@code segments}
 * @param openParts parts of the segment that is not complete yet
 * @param openMap init segment of the segment that is not complete yet; empty without
 */
record MediaPlaylist(
        int version,
        int targetSeconds,
        long mediaSequence,
        long discontinuitySequence,
        Optional<String> type,
        boolean ended,
        Attributes control,
        Optional<Double> partTarget,
        int skipped,
        List<Segment> segments,
        List<Part> openParts,
        String openMap,
        List<Attributes> hints,
        List<Attributes> reports) {

    /**
     * A complete segment.
     *
     * @param text its lines without those of parts and MAP, which may come and go
     * @param map URI of its init segment; empty without
     */
    record Segment(
            long sequence,
            String uri,
            double seconds,
            boolean discontinuity,
            boolean gap,
            Optional<Instant> date,
            boolean dateWellFormed,
            String map,
            List<Part> parts,
            String text) {
        boolean isTransportStream() {
            return map.isEmpty();
        }
    }

    record Part(long sequence, int index, String uri, double seconds, boolean independent, boolean gap) {}

    double seconds() {
        return segments.stream().mapToDouble(Segment::seconds).sum();
    }

    boolean lowLatency() {
        return partTarget.isPresent();
    }

    long nextSequence() {
        return mediaSequence + skipped + segments.size();
    }

    Optional<Segment> last() {
        return segments.isEmpty() ? Optional.empty() : Optional.of(segments.get(segments.size() - 1));
    }

    /** The time line behind the last part or segment; empty without a date. */
    Optional<Instant> end() {
        double open = openParts.stream().mapToDouble(Part::seconds).sum();
        return last().flatMap(segment ->
                segment.date().map(date -> date.plusNanos(Math.round((segment.seconds() + open) * 1e9))));
    }
}
