package dev.sluice.app;

import dev.sluice.hls.Presentation;
import dev.sluice.hls.StoredPresentation;
import dev.sluice.live.FanOut;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaSink;
import dev.sluice.media.Track;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A stream's presentations, one per format. While a publication feeds them they belong to its thread, otherwise to
 * whoever holds the lock.
 */
final class HeldStream {
    /** Longer than from reading the volume to the first frame. */
    private static final Duration PREPARATION = Duration.ofSeconds(30);

    private final List<Presentation> presentations;
    private final Duration resumeWindow;
    private boolean fed;
    private Instant resumeUntil = Instant.MAX;
    private Instant idleSince = Instant.MAX;

    HeldStream(List<Presentation> presentations, Duration resumeWindow) {
        this.presentations = presentations;
        this.resumeWindow = resumeWindow;
    }

    synchronized MediaSink publish(long epoch) {
        fed = true;
        resumeUntil = Instant.MAX;
        idleSince = Instant.MAX;
        List<MediaSink> sinks = presentations.stream()
                .map(presentation -> presentation.publish(epoch))
                .toList();
        return new Feed(sinks.size() == 1 ? sinks.get(0) : new FanOut(sinks), this);
    }

    /**
     * Goes on with what an earlier process left, if that was within the resume window. Otherwise it is closed, for
     * players that still have it; when there can be none, only its numbers count.
     */
    synchronized void restore(Map<Presentation, StoredPresentation> stored, Instant now) {
        if (fed) {
            return;
        }
        idleSince = Instant.MAX;
        stored.forEach((presentation, left) -> {
            Instant resumable = left.endDate().plus(resumeWindow);
            boolean watched = now.isBefore(resumable.plus(left.durationMicros(), ChronoUnit.MICROS));
            if (!watched) {
                presentation.continueAfter(left);
                return;
            }
            presentation.restore(left);
            if (left.ended() || now.isAfter(resumable)) {
                presentation.finish();
            } else {
                resumeUntil = now.plus(resumeWindow);
            }
        });
    }

    synchronized void whileIdle(Consumer<Presentation> task) {
        if (!fed) {
            presentations.forEach(task);
        }
    }

    /**
     * Time passes; nobody came back to what an earlier process left.
     *
     * @return whether nothing is left that anybody could come back to: whoever publishes next begins anew, with what
     *     the volume or the clock says. Who is about to publish has read the volume and needs a moment.
     */
    synchronized boolean tick(Instant now) {
        if (!fed && now.isAfter(resumeUntil)) {
            resumeUntil = Instant.MAX;
            presentations.forEach(Presentation::finish);
        }
        whileIdle(Presentation::tick);
        boolean idle = !fed && presentations.stream().allMatch(Presentation::isForgettable);
        if (!idle) {
            idleSince = Instant.MAX;
        } else if (idleSince.equals(Instant.MAX)) {
            idleSince = now;
        }
        return idle && idleSince.plus(resumeWindow).plus(PREPARATION).isBefore(now);
    }

    private synchronized void release() {
        fed = false;
    }

    /** Passes media on without a lock; taking it and letting go of it are the hand-over. */
    private record Feed(MediaSink sink, HeldStream held) implements MediaSink {
        @Override
        public void onTracks(List<Track> tracks) {
            sink.onTracks(tracks);
        }

        @Override
        public void onAccessUnit(AccessUnit unit) {
            sink.onAccessUnit(unit);
        }

        @Override
        public void onDiscontinuity() {
            sink.onDiscontinuity();
        }

        @Override
        public void onEnd() {
            sink.onEnd();
            held.release();
        }
    }
}
