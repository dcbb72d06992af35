package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import java.util.List;
import java.util.Optional;

/** What is known of a segment while it grows. */
final class OpenSegment {
    private final long startMicros;
    private final boolean discontinuity;
    private final Optional<TrackId> picture;
    private final GopMeter gops = new GopMeter();
    private int pictures;
    private boolean startsWithRandomAccess;
    private long endMicros;

    /** Begins at {@code startMicros}; {@code picture} is the track that decides where decoders can start. */
    OpenSegment(long startMicros, boolean discontinuity, Optional<TrackId> picture) {
        this.startMicros = startMicros;
        this.discontinuity = discontinuity;
        this.picture = picture;
        endMicros = startMicros;
    }

    void add(AccessUnit unit, long unitEndMicros) {
        endMicros = Math.max(endMicros, unitEndMicros);
        if (picture.isPresent() && picture.get().equals(unit.track().id())) {
            if (pictures++ == 0) {
                startsWithRandomAccess = unit.randomAccess();
            }
            if (unit.randomAccess()) {
                gops.randomAccess(unit.dtsMicros());
            }
        }
    }

    long startMicros() {
        return startMicros;
    }

    /** From its start to the end of its last frame. */
    long durationMicros() {
        return endMicros - startMicros;
    }

    boolean hasPictures() {
        return pictures > 0;
    }

    Cut cut(long zeroMicros, long durationMicros, Slice content, List<Track> tracks) {
        return new Cut(
                startMicros - zeroMicros,
                durationMicros,
                discontinuity,
                picture.isEmpty() || startsWithRandomAccess,
                content,
                tracks,
                pictures,
                gops.irregularMicros());
    }
}
