package dev.sluice.live;

import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.TrackId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Holds one publication to its {@link PublicationLimits}. Owned by the publication's thread. */
final class PublicationQuota {
    private static final long BITRATE_NANOS = 10_000_000_000L;
    private static final long FRAME_RATE_NANOS = 2_000_000_000L;
    private static final long CONFIG_NANOS = 10_000_000_000L;

    private final PublicationLimits limits;
    private final long begunNanos;
    private final EventWindow configurations;
    private final MediaSpan bitrate;
    private final MediaSpan frames;
    private final Set<TrackId> tracks = new HashSet<>();
    private Optional<String> exceeded = Optional.empty();

    PublicationQuota(PublicationLimits limits, long nowNanos) {
        this.limits = limits;
        begunNanos = nowNanos;
        configurations = new EventWindow(limits.configChanges(), CONFIG_NANOS);
        bitrate = new MediaSpan(nowNanos);
        frames = new MediaSpan(nowNanos);
    }

    /** A configuration that differs from the one before; a track's first is no change. */
    void configured(TrackId track, Codec codec, long nowNanos) {
        if (!tracks.add(track)) {
            if (configurations.isFull(nowNanos)) {
                exceed("more than " + limits.configChanges() + " configurations in 10 s");
            }
            configurations.record(nowNanos);
        }
        if (codec instanceof Codec.Video video && (long) video.width() * video.height() > limits.pictureArea()) {
            exceed("picture of " + video.width() + "x" + video.height() + ", more than " + limits.pictureArea()
                    + " pixels");
        }
    }

    void frame(StampedFrame frame, long nowNanos) {
        bitrate.reach(frame.dtsMillis(), nowNanos);
        if (bitrate.nanos() >= BITRATE_NANOS) {
            if (bitrate.perSecond() * 8 > limits.bitrate()) {
                exceed("more than " + limits.bitrate() + " bits a second");
            }
            bitrate.restart(frame.dtsMillis(), nowNanos);
        }
        bitrate.add(frame.data().length());
        if (frame.track().kind() == MediaKind.VIDEO) {
            picture(frame, nowNanos);
        }
    }

    private void picture(StampedFrame frame, long nowNanos) {
        frames.reach(frame.dtsMillis(), nowNanos);
        if (frames.nanos() >= FRAME_RATE_NANOS) {
            frames.restart(frame.dtsMillis(), nowNanos);
        }
        frames.add(1);
        // Wire time is in whole milliseconds, so at the limit itself one picture more may fall into the stretch.
        if (frames.total() > 2L * limits.framesPerSecond() + 1) {
            exceed("more than " + limits.framesPerSecond() + " pictures a second");
        }
    }

    /** The first limit that was exceeded, in words for the log. */
    Optional<String> exceeded(long nowNanos) {
        long allowed = limits.duration().toNanos();
        if (allowed > 0 && nowNanos - begunNanos > allowed) {
            exceed("longer than " + limits.duration().toSeconds() + " s");
        }
        return exceeded;
    }

    private void exceed(String what) {
        if (exceeded.isEmpty()) {
            exceeded = Optional.of(what);
        }
    }
}
