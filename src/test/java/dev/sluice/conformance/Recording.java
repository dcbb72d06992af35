package dev.sluice.conformance;

import dev.sluice.conformance.MediaPlaylist.Segment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a follower of one media playlist got.
 *
 * @param versions the different full playlists in order
 * @param files the first download of each URI, by the URI as it is written in the playlist
 */
record Recording(String name, List<Version> versions, Map<String, Download> files) {
    /** Every segment ever listed, by its media sequence number, as it was listed first. */
    List<Segment> segments() {
        Map<Long, Segment> all = new TreeMap<>();
        versions.forEach(version ->
                version.playlist().segments().forEach(segment -> all.putIfAbsent(segment.sequence(), segment)));
        return List.copyOf(all.values());
    }

    /** The segments in runs: within a run numbers are consecutive and there is no discontinuity. */
    List<List<Segment>> runs() {
        List<List<Segment>> runs = new ArrayList<>();
        long next = Long.MIN_VALUE;
        for (Segment segment : segments()) {
            if (segment.discontinuity() || segment.sequence() != next || segment.gap()) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(segment);
            next = segment.sequence() + 1;
        }
        return runs;
    }

    Optional<Download> file(String uri) {
        return Optional.ofNullable(files.get(uri)).filter(download -> download.status() == 200);
    }

    Optional<Version> last() {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    /** A recording of the given texts, each as if received {@code secondsApart} after the one before. */
    static Recording of(String name, List<Version> versions, Map<String, Download> files) {
        return new Recording(name, List.copyOf(versions), new LinkedHashMap<>(files));
    }
}
