package dev.sluice.live;

import dev.sluice.media.Codec;
import dev.sluice.media.ColorInfo;
import dev.sluice.media.MediaSink;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.Timeline;
import dev.sluice.media.TimelineCounters;
import dev.sluice.media.TimelineCounters.Drop;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import dev.sluice.media.TrackLabel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * One publish session of a stream: takes the encoder's frames, puts them on one timeline and hands them to
 * every output.
 *
 * <p>Owned by the thread of its publisher's connection: all methods that change it run there. What other threads may
 * read says so.
 */
public final class Publication {
    private final long epoch;
    private final Publisher publisher;
    private final Instant since;
    private final MediaCounters counters = new MediaCounters();
    private final MediaPace pace;
    private final Timeline timeline;
    private final PublicationQuota quota;
    private final Predicate<Codec> carried;
    private final BiConsumer<Publication, CloseReason> onEnd;
    private volatile Authorization.Granted grant;
    private volatile List<Track> tracks = List.of();
    private volatile Optional<ColorInfo> color = Optional.empty();
    private volatile long lastMediaNanos;
    private long clockNanos;
    private boolean ended;

    Publication(
            Authorization.Granted grant,
            long epoch,
            Publisher publisher,
            Instant since,
            long nowNanos,
            PublicationLimits limits,
            List<MediaSink> sinks,
            Predicate<Codec> carried,
            BiConsumer<Publication, CloseReason> onEnd) {
        this.grant = grant;
        this.epoch = epoch;
        this.publisher = publisher;
        this.since = since;
        this.carried = carried;
        this.onEnd = onEnd;
        this.lastMediaNanos = nowNanos;
        this.clockNanos = nowNanos;
        this.pace = new MediaPace(nowNanos);
        this.quota = new PublicationQuota(limits, grant.allowance(), nowNanos);
        List<MediaSink> all = new ArrayList<>(sinks);
        all.add(new TrackBoard(this::tracksChanged));
        this.timeline = new Timeline(new FanOut(List.copyOf(all)), limits.timeline());
    }

    /** What the operator decided about the stream, as it is known now; any thread. */
    public StreamDefinition stream() {
        return grant.stream();
    }

    /** By what right it is published, as it is known now; any thread. */
    public Authorization.Granted grant() {
        return grant;
    }

    /** The right was looked at again: what it allows from now on counts also for what flows already. */
    public void renew(Authorization.Granted now) {
        grant = now;
        quota.allow(now.allowance());
    }

    /** The publication's number, greater than that of every earlier one of the stream; any thread. */
    public long epoch() {
        return epoch;
    }

    public Publisher publisher() {
        return publisher;
    }

    /** When publishing was granted, by the wall clock; any thread. */
    public Instant since() {
        return since;
    }

    /** The tracks as they are now, empty before the first configuration; any thread. */
    public List<Track> tracks() {
        return tracks;
    }

    /** What the timeline had to repair or drop; any thread, a little late. */
    public TimelineCounters repairs() {
        return timeline.counters();
    }

    /** What was received; any thread. */
    public MediaCounters counters() {
        return counters;
    }

    /** How picture and sound follow one another; any thread, a little late. */
    public MediaPace pace() {
        return pace;
    }

    /** When the last frame came, on the monotonic clock; any thread. */
    public long lastMediaNanos() {
        return lastMediaNanos;
    }

    /** Whether any output can give this codec to its viewers. */
    public boolean carries(Codec codec) {
        return carried.test(codec);
    }

    /** How the encoder wants the colours of its default video track shown, if it told; any thread. */
    public Optional<ColorInfo> color() {
        return color;
    }

    /** The encoder told how its colours are meant, or, with empty, takes that back. */
    public void color(Optional<ColorInfo> told) {
        color = told;
    }

    /** The encoder told how its tracks are to be called. */
    public void label(Map<TrackId, TrackLabel> labels) {
        timeline.label(labels);
    }

    /** A track appeared or its codec's configuration changed. */
    public void configure(TrackId track, Codec codec) {
        quota.configured(track, codec, clockNanos);
        // Nothing of what is not allowed reaches a viewer while the publication ends.
        if (!quota.isExceeded()) {
            timeline.configure(track, codec);
        }
    }

    /** A frame arrived at {@code nowNanos} of the monotonic clock. */
    public void frame(StampedFrame frame, long nowNanos) {
        lastMediaNanos = nowNanos;
        clockNanos = nowNanos;
        quota.frame(frame, nowNanos);
        pace.frame(frame, nowNanos);
        counters.count(frame.track().kind(), frame.data().length(), frame.randomAccess());
        if (!quota.isExceeded()) {
            timeline.frame(frame, nowNanos);
        }
    }

    /** Messages arrived that cannot be passed on. */
    public void dropped(DroppedMessage reason, long messages) {
        counters.countDropped(reason, messages);
    }

    /** Messages that did not reach the outputs, wherever they were dropped; any thread, a little late. */
    public long droppedMessages(DroppedMessage reason) {
        TimelineCounters repairs = timeline.counters();
        return counters.dropped(reason)
                + switch (reason) {
                    case NO_KEYFRAME ->
                        repairs.dropped(Drop.NO_CONFIGURATION)
                                + repairs.dropped(Drop.BEFORE_RANDOM_ACCESS)
                                + repairs.dropped(Drop.BEFORE_START);
                    case UNSUPPORTED_CODEC -> 0;
                    case MALFORMED ->
                        repairs.dropped(Drop.EMPTY)
                                + repairs.dropped(Drop.COMPOSITION_OFFSET)
                                + repairs.dropped(Drop.AUDIO_OVERLAP);
                    case QUEUE_FULL -> repairs.dropped(Drop.PREROLL_OVERFLOW);
                };
    }

    /** Why the publication cannot go on, if it cannot. */
    public Optional<Fault> fault(long nowNanos) {
        if (timeline.timestampsInvalid(nowNanos)) {
            return Optional.of(new Fault(CloseReason.TIMESTAMPS_INVALID, "time stamps jump too often"));
        }
        return quota.exceeded(nowNanos).map(limit -> new Fault(CloseReason.QUOTA, limit));
    }

    /** Time passes; call a few times a second, so that decisions that wait for wall time are made. */
    public void tick(long nowNanos) {
        clockNanos = nowNanos;
        timeline.tick(nowNanos);
    }

    /** Flushes the outputs and frees the stream for the next publisher. Later calls do nothing. */
    public void end(CloseReason reason) {
        if (!ended) {
            ended = true;
            timeline.end();
            onEnd.accept(this, reason);
        }
    }

    private void tracksChanged(List<Track> now) {
        tracks = now;
    }
}
