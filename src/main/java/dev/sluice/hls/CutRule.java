package dev.sluice.hls;

import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where segments of one track set end.
 *
 * <ul>
 *   <li>with video: at the first random access picture after the target; when none comes before the target duration
 *       would be exceeded, at the last frame that still fits (such a segment's successor is not independent);
 *   <li>audio alone: at the frame nearest to each multiple of the target;
 *   <li>video that stalls while sound goes on: at the sound, and where the video comes back;
 *   <li>always at the limit of bytes.
 * </ul>
 */
final class CutRule {
    /** Room for a frame that is a little longer than the one before. */
    private static final long MARGIN_MICROS = 60_000;

    /** Sound may begin a segment a little before the picture does; later than this the picture was away. */
    private static final long RETURN_MICROS = 250_000;

    private final long targetMicros;
    private final int bytesLimit;
    private final Optional<TrackId> picture;
    private long startMicros;
    private long gridMicros;
    private boolean onGrid;
    private boolean leadSeen;

    CutRule(HlsSettings settings, List<Track> tracks) {
        targetMicros = TargetDuration.micros(settings.segmentTarget());
        bytesLimit = settings.segmentBytesLimit();
        picture = tracks.stream()
                .map(Track::id)
                .filter(id -> id.kind() == MediaKind.VIDEO)
                .min(Comparator.comparingInt(TrackId::index));
    }

    /** Whether this track's units decide where segments begin. */
    boolean isLead(TrackId track) {
        return picture.isEmpty() || picture.get().equals(track);
    }

    void start(long atMicros) {
        startMicros = atMicros;
        leadSeen = false;
        if (!onGrid) {
            gridMicros = atMicros;
            onGrid = true;
        }
        while (gridMicros <= atMicros + targetMicros / 2) {
            gridMicros += targetMicros;
        }
    }

    /** A unit of the leading track went into the segment. */
    void leads() {
        leadSeen = true;
    }

    /**
     * Whether a segment ends before {@code unit}.
     *
     * @param frameMicros how long the unit probably lasts
     * @param bytes of the segment so far
     * @param longestMicros what the segment must not exceed
     */
    boolean cutsBefore(AccessUnit unit, long frameMicros, long bytes, long longestMicros) {
        long dts = unit.dtsMicros();
        long elapsed = dts - startMicros;
        if (elapsed <= 0) {
            return false;
        }
        if (bytes >= bytesLimit) {
            return true;
        }
        if (picture.isEmpty()) {
            return dts + frameMicros / 2 >= gridMicros || elapsed + frameMicros > longestMicros;
        }
        if (!isLead(unit.track().id())) {
            return elapsed + frameMicros > longestMicros;
        }
        if (!leadSeen && unit.randomAccess() && elapsed >= RETURN_MICROS) {
            return true;
        }
        // Encoders stamp with jitter: a key picture 1.99 s after the last one is meant to be there at 2 s.
        boolean targetReached = elapsed >= targetMicros - targetMicros / 20;
        return (unit.randomAccess() && targetReached) || elapsed + frameMicros + MARGIN_MICROS > longestMicros;
    }
}
