package dev.sluice.media;

import dev.sluice.media.TimelineCounters.Drop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes one publication's frames, stamped with whatever its encoder believes, a stream of access units on a common
 * zero with strictly increasing decode times: the only place that repairs time.
 *
 * <p>Nothing passes until it is known which tracks there are (both configurations, or a second of media, or two seconds
 * of waiting) and, with video, until the first random access picture. Then in this order: wraps are undone ({@link
 * MillisUnwrapper}), outliers and jumps judged ({@link Placement}), audio counted by samples ({@link SampleClock}),
 * tracks interleaved ({@link Interleaver}). Call it from one thread; {@code nowNanos} is any monotonic clock.
 */
public final class Timeline {
    private static final int LONGEST_COMPOSITION_MILLIS = 5_000;
    private static final long CHAOS_NANOS = 10_000_000_000L;
    private static final long QUIET_NANOS = 500_000_000L;
    private static final long ALIVE_MILLIS = 2_000;
    /** A burst that makes up for a stall lasts less; what stays late for longer has a clock of its own. */
    private static final long STAYS_LATE_NANOS = 2_000_000_000L;
    /** A timeline may begin this much before its first picture with sound: one audio frame, and rounding. */
    private static final long AUDIO_LEAD_MILLIS = 30;

    private static final Comparator<TrackId> ORDER =
            Comparator.comparing(TrackId::kind).thenComparingInt(TrackId::index);

    private final MediaSink sink;
    private final TimelineCounters counters = new TimelineCounters();
    private final Map<TrackId, TimelineTrack> tracks = new TreeMap<>(ORDER);
    private final Map<TrackId, TrackLabel> labels = new TreeMap<>(ORDER);
    private final MillisUnwrapper unwrapper = new MillisUnwrapper();
    private final Interleaver interleaver;
    private final RateWindow jumps;
    private final RateWindow outliers;
    private @Nullable Preroll preroll = new Preroll(counters);
    private boolean ended;
    private long newestMillis;
    private long newestNanos;
    /** From unwrapped wire time to the publication's timeline, for tracks that agree with one another. */
    private long offset;

    private long jumpOffset;
    private boolean jumpKnown;
    private boolean jumpUnconfirmed;
    private boolean driftCorrectable;

    public Timeline(MediaSink sink) {
        this(sink, TimelineLimits.DEFAULT);
    }

    public Timeline(MediaSink sink, TimelineLimits limits) {
        this.sink = sink;
        jumps = new RateWindow(limits.discontinuities(), CHAOS_NANOS);
        outliers = new RateWindow(limits.outliers(), CHAOS_NANOS);
        interleaver = new Interleaver(sink::onAccessUnit);
    }

    public TimelineCounters counters() {
        return counters;
    }

    /** Whether time stamps jump so often, as {@link TimelineLimits} has it, that nobody could watch. */
    public boolean timestampsInvalid(long nowNanos) {
        return jumps.exceeded(nowNanos) || outliers.exceeded(nowNanos);
    }

    /** A configuration, new or repeated; it counts from the next random access picture or audio frame on. */
    public void configure(TrackId id, Codec codec) {
        TimelineTrack track = tracks.get(id);
        if (track == null) {
            TimelineTrack added = new TimelineTrack(id, codec, counters);
            added.label(labels.getOrDefault(id, TrackLabel.NONE));
            tracks.put(id, added);
        } else {
            track.configure(codec);
        }
    }

    /** How tracks are to be called from their next configuration on; those not spoken of keep their names. */
    public void label(Map<TrackId, TrackLabel> told) {
        labels.putAll(told);
        tracks.values().forEach(track -> track.label(labels.getOrDefault(track.id, TrackLabel.NONE)));
    }

    public void frame(StampedFrame frame, long nowNanos) {
        TimelineTrack track = tracks.get(frame.track());
        if (ended) {
            counters.drop(Drop.AFTER_END);
        } else if (track == null) {
            counters.drop(Drop.NO_CONFIGURATION);
        } else if (frame.data().isEmpty()) {
            counters.drop(Drop.EMPTY);
        } else if (Math.abs((long) frame.compositionMillis()) > LONGEST_COMPOSITION_MILLIS) {
            counters.drop(Drop.COMPOSITION_OFFSET);
        } else {
            newestNanos = nowNanos;
            long millis = unwrapper.unwrap(frame.dtsMillis());
            if (preroll == null) {
                pass(track, millis, frame, nowNanos);
            } else {
                preroll.add(track, millis, frame, nowNanos);
                startIfReady(preroll, nowNanos);
            }
        }
    }

    /** Time goes on without frames: call about every 100 ms. */
    public void tick(long nowNanos) {
        if (preroll != null) {
            startIfReady(preroll, nowNanos);
        } else if (!ended && nowNanos - newestNanos >= QUIET_NANOS) {
            interleaver.flush();
        }
    }

    /** The publication is over; what waits is passed on. */
    public void end() {
        if (ended) {
            return;
        }
        if (preroll != null && preroll.startable(configured(MediaKind.VIDEO))) {
            start(preroll, newestNanos);
        }
        ended = true;
        interleaver.flush();
        sink.onEnd();
    }

    private boolean configured(MediaKind kind) {
        return tracks.keySet().stream().anyMatch(id -> id.kind() == kind);
    }

    private void startIfReady(Preroll waiting, long nowNanos) {
        int pictures = (int) tracks.keySet().stream()
                .filter(id -> id.kind() == MediaKind.VIDEO)
                .count();
        if (waiting.ready(pictures > 0 && configured(MediaKind.AUDIO), pictures, nowNanos)) {
            start(waiting, nowNanos);
        }
    }

    private void start(Preroll waiting, long nowNanos) {
        Optional<Preroll.Waiting> picture = waiting.firstPicture();
        Set<TimelineTrack> begun = tracks.values().stream()
                .filter(track -> !track.video() || waiting.isPictured(track))
                .collect(Collectors.toSet());
        List<Preroll.Waiting> frames = waiting.take();
        preroll = null;
        long firstMillis = picture.map(Preroll.Waiting::millis)
                .orElseGet(() -> frames.get(0).millis());
        frames.removeIf(frame -> beforeStart(frame, firstMillis));
        long zero = frames.stream()
                .mapToLong(Preroll.Waiting::millis)
                .filter(millis -> Math.abs(millis - firstMillis) <= Placement.FORWARD_MILLIS)
                .min()
                .orElse(firstMillis);
        offset = -zero;
        begun.forEach(TimelineTrack::announce);
        announceAll();
        for (Preroll.Waiting frame : frames) {
            pass(frame.track(), frame.millis(), frame.frame(), nowNanos);
        }
    }

    private boolean beforeStart(Preroll.Waiting waiting, long firstMillis) {
        boolean before = waiting.millis() < firstMillis - AUDIO_LEAD_MILLIS
                && !waiting.track().video();
        if (before) {
            counters.drop(Drop.BEFORE_START);
        }
        return before;
    }

    private void pass(TimelineTrack track, long wireMillis, StampedFrame frame, long nowNanos) {
        if (!track.exists() && track.video() && !frame.randomAccess()) {
            counters.drop(Drop.BEFORE_RANDOM_ACCESS);
            return;
        }
        long millis = place(track, wireMillis, nowNanos);
        newestMillis = Math.max(newestMillis, millis);
        if (track.changesWith(frame)) {
            interleaver.flush();
            track.announce();
            announceAll();
        }
        driftCorrectable |= track.video() && frame.randomAccess();
        boolean audioMayStep = !track.video() && (driftCorrectable || !configured(MediaKind.VIDEO));
        AccessUnit unit = track.stamp(frame, millis, audioMayStep);
        driftCorrectable &= track.video();
        if (unit != null && interleaver.add(unit)) {
            track.inTime();
        } else if (unit != null) {
            counters.drop(Drop.AUDIO_LATE);
            if (track.lateNanos(nowNanos) >= STAYS_LATE_NANOS) {
                catchUp(track, wireMillis, newestMillis - millis, nowNanos);
            }
        }
    }

    /** From the next frame on {@code track}, which stays behind, lies beside the newest one of the others. */
    private void catchUp(TimelineTrack track, long wireMillis, long lagMillis, long nowNanos) {
        track.placement.start(newestMillis - wireMillis, newestMillis);
        track.reanchor();
        track.inTime();
        counters.jump(lagMillis);
        jumps.record(nowNanos);
    }

    private void announceAll() {
        List<Track> announced = new ArrayList<>();
        for (TimelineTrack track : tracks.values()) {
            if (track.exists()) {
                announced.add(track.track());
                interleaver.expect(track.id);
            }
        }
        sink.onTracks(List.copyOf(announced));
    }

    private long place(TimelineTrack track, long wireMillis, long nowNanos) {
        Placement placement = track.placement;
        if (!placement.started()) {
            startLate(placement, wireMillis);
        }
        long deviation = placement.deviation(wireMillis);
        if (deviation == 0) {
            return placement.follow(wireMillis);
        }
        counters.outlier();
        outliers.record(nowNanos);
        if (jumpKnown && placement.agrees(jumpOffset, wireMillis)) {
            adopt(track);
            confirmJump();
            return placement.follow(wireMillis);
        }
        long millis = placement.restamp(wireMillis);
        if (!placement.doubting()) {
            counters.jump(deviation);
            jumps.record(nowNanos);
            jumped(track);
        }
        return millis;
    }

    /** A track that came later shares the others' zero, unless its clock is another one altogether. */
    private void startLate(Placement placement, long wireMillis) {
        long shared = wireMillis + offset;
        if (Math.abs(shared - newestMillis) <= Placement.FORWARD_MILLIS) {
            placement.start(offset, shared);
        } else {
            placement.start(newestMillis - wireMillis, newestMillis);
        }
    }

    /**
     * {@code track} went over to a new timeline. If the others that are alive do so too, time is discontinuous for
     * all; if they do not, only this track's clock was wrong and nothing more happens (librtmp's type 3 drift).
     */
    private void jumped(TimelineTrack track) {
        jumpOffset = track.placement.offset();
        jumpKnown = true;
        jumpUnconfirmed = true;
        boolean alone = true;
        for (TimelineTrack other : tracks.values()) {
            Placement placement = other.placement;
            if (other != track && other.exists() && newestMillis - placement.last() <= ALIVE_MILLIS) {
                alone = false;
                if (placement.doubting() && placement.agrees(jumpOffset, placement.candidate())) {
                    adopt(other);
                    confirmJump();
                }
            }
        }
        if (alone) {
            confirmJump();
        }
    }

    private void adopt(TimelineTrack track) {
        track.placement.adopt(jumpOffset);
        track.reanchor();
    }

    private void confirmJump() {
        if (jumpUnconfirmed) {
            jumpUnconfirmed = false;
            offset = jumpOffset;
            interleaver.flush();
            sink.onDiscontinuity();
        }
    }
}
