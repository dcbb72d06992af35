package dev.sluice.ingest.rtmp;

import dev.sluice.media.MediaKind;
import dev.sluice.media.TrackId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which tracks of a publication go on to the outputs. Sound that no output can carry is left out and the
 * picture goes on; where nothing is left the publication has to end, and its encoder has to hear why.
 */
final class TrackGate {
    /** The track that is carried may be configured a little later than the one that is not. */
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private final Set<TrackId> withheld = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private boolean anyCarried;
    private Optional<String> firstWithheld = Optional.empty();
    private long withheldNanos;

    void carry(TrackId track) {
        anyCarried = true;
        withheld.remove(track);
    }

    /**
     * The track is left out from now on.
     *
     * @return whether nobody was told of this codec before
     */
    boolean withhold(TrackId track, String codecName, long nowNanos) {
        withheld.add(track);
        if (firstWithheld.isEmpty()) {
            firstWithheld = Optional.of(codecName);
            withheldNanos = nowNanos;
        }
        return told.size() < 64 && told.add(codecName);
    }

    boolean isWithheld(TrackId track) {
        return withheld.contains(track);
    }

    /** The codec that leaves nothing to deliver, once that is certain. */
    Optional<String> nothingLeft(long nowNanos) {
        return anyCarried || nowNanos - withheldNanos < PATIENCE_NANOS ? Optional.empty() : firstWithheld;
    }

    /** What the person at the encoder is told. */
    static String sentence(MediaKind kind, String codecName) {
        return kind == MediaKind.VIDEO
                ? "This server cannot deliver " + codecName + " video yet; use H.264 video."
                : "This server cannot deliver " + codecName + " audio yet; use AAC audio.";
    }
}
