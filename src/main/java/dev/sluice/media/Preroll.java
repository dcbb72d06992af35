package dev.sluice.media;

import dev.sluice.media.TimelineCounters.Drop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The frames that came before it is known which tracks a publication has and where its timeline begins: at most five
 * seconds, 4,096 frames and 8 MiB.
 */
final class Preroll {
    static final long LIMIT_MILLIS = 5_000;
    static final long LIMIT_BYTES = 8 << 20;
    /** Five seconds of several tracks at more than 120 frames a second, for times that stand still. */
    static final int LIMIT_FRAMES = 4_096;

    static final long DECIDE_MILLIS = 1_000;
    static final long DECIDE_NANOS = 2_000_000_000L;

    /** A frame at {@code millis} of unwrapped wire time. */
    record Waiting(TimelineTrack track, long millis, StampedFrame frame) {}

    private final TimelineCounters counters;
    private final Deque<Waiting> frames = new ArrayDeque<>();
    private long bytes;
    private boolean any;
    private long firstNanos;
    private long leastMillis = Long.MAX_VALUE;
    private long mostMillis = Long.MIN_VALUE;
    private boolean videoSeen;

    Preroll(TimelineCounters counters) {
        this.counters = counters;
    }

    void add(TimelineTrack track, long millis, StampedFrame frame, long nowNanos) {
        if (!any) {
            any = true;
            firstNanos = nowNanos;
        }
        leastMillis = Math.min(leastMillis, millis);
        mostMillis = Math.max(mostMillis, millis);
        videoSeen |= track.video();
        if (track.video() && !frame.randomAccess() && frames.stream().noneMatch(Preroll::startsVideo)) {
            counters.drop(Drop.BEFORE_RANDOM_ACCESS);
            return;
        }
        frames.add(new Waiting(track, millis, frame));
        bytes += frame.data().length();
        while (!frames.isEmpty() && overflows(millis)) {
            bytes -= frames.remove().frame().data().length();
            counters.drop(Drop.PREROLL_OVERFLOW);
        }
    }

    private boolean overflows(long newestMillis) {
        return bytes > LIMIT_BYTES
                || frames.size() > LIMIT_FRAMES
                || Math.abs(newestMillis - frames.element().millis()) > LIMIT_MILLIS;
    }

    /**
     * Whether the tracks are known and the first picture is here.
     *
     * @param bothConfigured whether audio and video are known to exist
     * @param pictures video tracks that are known to exist; those of a ladder begin together
     */
    boolean ready(boolean bothConfigured, int pictures, long nowNanos) {
        boolean decided = (bothConfigured && startingTracks() >= pictures)
                || mostMillis - leastMillis >= DECIDE_MILLIS
                || bytes > LIMIT_BYTES / 2
                || nowNanos - firstNanos >= DECIDE_NANOS;
        return any && decided && startable(pictures > 0);
    }

    /** Whether there is a beginning; video that is announced and does not come is waited for five seconds. */
    boolean startable(boolean videoConfigured) {
        boolean audioAlone = !videoConfigured || (!videoSeen && mostMillis - leastMillis >= LIMIT_MILLIS);
        return !frames.isEmpty() && (audioAlone || firstPicture().isPresent());
    }

    /** The first random access picture. */
    Optional<Waiting> firstPicture() {
        return frames.stream().filter(Preroll::startsVideo).findFirst();
    }

    /** Whether a decoder can begin with what came first of this video track. */
    boolean isPictured(TimelineTrack track) {
        return frames.stream()
                .filter(waiting -> waiting.track() == track)
                .findFirst()
                .filter(Preroll::startsVideo)
                .isPresent();
    }

    private long startingTracks() {
        return frames.stream()
                .filter(Preroll::startsVideo)
                .map(waiting -> waiting.track().id)
                .distinct()
                .count();
    }

    /** What waits, in the order of arrival, and empties the queue. */
    List<Waiting> take() {
        List<Waiting> all = new ArrayList<>(frames);
        frames.clear();
        bytes = 0;
        return all;
    }

    private static boolean startsVideo(Waiting waiting) {
        return waiting.track().video() && waiting.frame().randomAccess();
    }
}
