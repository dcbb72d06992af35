package dev.sluice.live;

import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.TrackId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Holds one publication to the {@link PublicationLimits} of all and to the {@link Allowance} of its own. Owned by the
 * publication's thread.
 */
final class PublicationQuota {
    private static final long BITRATE_NANOS = 10_000_000_000L;
    private static final long FRAME_RATE_NANOS = 2_000_000_000L;
    private static final long CONFIG_NANOS = 10_000_000_000L;

    private final PublicationLimits limits;
    private final long begunNanos;
    private final EventWindow configurations;
    private final MediaSpan bitrate;
    private final MediaSpan frames;
    private final Map<TrackId, Codec> tracks = new HashMap<>();
    private Allowance allowance;
    private Optional<String> exceeded = Optional.empty();

    PublicationQuota(PublicationLimits limits, Allowance allowance, long nowNanos) {
        this.limits = limits;
        this.allowance = allowance;
        begunNanos = nowNanos;
        configurations = new EventWindow(limits.configChanges(), CONFIG_NANOS);
        bitrate = new MediaSpan(nowNanos);
        frames = new MediaSpan(nowNanos);
    }

    /** Something else is allowed from now on, also of what was configured before. */
    void allow(Allowance now) {
        allowance = now;
        tracks.values().forEach(this::judge);
    }

    /** A configuration that differs from the one before; a track's first is no change. */
    void configured(TrackId track, Codec codec, long nowNanos) {
        if (tracks.put(track, codec) != null) {
            if (configurations.isFull(nowNanos)) {
                exceed("more than " + limits.configChanges() + " configurations in 10 s");
            }
            configurations.record(nowNanos);
        }
        judge(codec);
    }

    private void judge(Codec codec) {
        if (!allowance.codecs().isEmpty() && !allowance.codecs().contains(CodecFamily.of(codec))) {
            exceed("codec " + codec.displayName() + " is not among those allowed, "
                    + allowance.codecs().stream()
                            .map(CodecFamily::word)
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
        if (codec instanceof Codec.Video video) {
            String size = "picture of " + video.width() + "x" + video.height() + ", more than ";
            if ((long) video.width() * video.height() > limits.pictureArea()) {
                exceed(size + limits.pictureArea() + " pixels");
            }
            if (video.width() > allowance.width()) {
                exceed(size + allowance.width() + " wide");
            }
            if (video.height() > allowance.height()) {
                exceed(size + allowance.height() + " high");
            }
        }
    }

    void frame(StampedFrame frame, long nowNanos) {
        bitrate.reach(frame.dtsMillis(), nowNanos);
        if (bitrate.nanos() >= BITRATE_NANOS) {
            long allowed = Math.min(limits.bitrate(), allowance.bitrate());
            if (bitrate.perSecond() * 8 > allowed) {
                exceed("more than " + allowed + " bits a second");
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

    /** Whether a limit was exceeded, without a look at the time. */
    boolean isExceeded() {
        return exceeded.isPresent();
    }

    /** The first limit that was exceeded, in words for the log and the person at the encoder. */
    Optional<String> exceeded(long nowNanos) {
        Duration longest = longest();
        if (!longest.isZero() && nowNanos - begunNanos > longest.toNanos()) {
            exceed("longer than " + longest.toSeconds() + " s");
        }
        return exceeded;
    }

    private Duration longest() {
        Duration one = limits.duration();
        Duration other = allowance.duration();
        boolean isFirst = other.isZero() || (!one.isZero() && one.compareTo(other) < 0);
        return isFirst ? one : other;
    }

    private void exceed(String what) {
        if (exceeded.isEmpty()) {
            exceeded = Optional.of(what);
        }
    }
}
