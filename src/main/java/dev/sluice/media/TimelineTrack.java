package dev.sluice.media;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a {@link Timeline} knows of one track. */
final class TimelineTrack {
    private static final int TICKS_PER_MILLI = 90;

    final TrackId id;
    final Placement placement = new Placement();
    private final TimelineCounters counters;
    private Codec configured;
    private TrackLabel label = TrackLabel.NONE;
    private @Nullable Track announced;
    private @Nullable SampleClock samples;
    private long lastDts = Long.MIN_VALUE;
    private boolean late;
    private long lateSinceNanos;

    TimelineTrack(TrackId id, Codec configured, TimelineCounters counters) {
        this.id = id;
        this.configured = configured;
        this.counters = counters;
    }

    boolean video() {
        return id.kind() == MediaKind.VIDEO;
    }

    void configure(Codec codec) {
        configured = codec;
    }

    /** How the track is to be called from its next configuration on. */
    void label(TrackLabel told) {
        label = told;
    }

    /** Whether the sink knows of this track. */
    boolean exists() {
        return announced != null;
    }

    /** Whether the sink must hear of this track, or of its new configuration, before {@code frame}. */
    boolean changesWith(StampedFrame frame) {
        boolean current = announced != null && announced.codec().equals(configured);
        return !current && (frame.randomAccess() || !video());
    }

    /** The track as configured now, for the sink. */
    Track announce() {
        Track track = new Track(id, configured, label);
        if (announced == null || !announced.equals(track)) {
            // Another sample rate makes ticks of another length; the clock starts again at the wire's time.
            samples = configured instanceof Codec.Audio audio ? new SampleClock(audio) : null;
            if (announced != null && announced.codec().timescale() != configured.timescale()) {
                lastDts = Long.MIN_VALUE;
            }
            announced = track;
        }
        return track;
    }

    /** The track as the sink knows it. */
    Track track() {
        if (announced == null) {
            throw new IllegalStateException(id + " was not announced");
        }
        return announced;
    }

    /** After a jump the next audio frame's own time counts. */
    void reanchor() {
        if (samples != null) {
            samples.reanchor();
        }
    }

    /** Stamps {@code frame}, which lies at {@code millis} on the publication's timeline. */
    @Nullable
    AccessUnit stamp(StampedFrame frame, long millis, boolean correctDrift) {
        Track track = track();
        if (samples == null) {
            long wire = millis * TICKS_PER_MILLI;
            long dts = increasing(wire);
            long nanoTicks = (frame.compositionNanos() * (long) TICKS_PER_MILLI + 500_000) / 1_000_000;
            long pts = wire + (long) frame.compositionMillis() * TICKS_PER_MILLI + nanoTicks;
            return new AccessUnit(track, dts, pts, frame.randomAccess(), frame.data());
        }
        OptionalLong counted = samples.stamp(millis, samplesIn(track, frame), correctDrift);
        if (counted.isEmpty()) {
            counters.drop(TimelineCounters.Drop.AUDIO_OVERLAP);
            return null;
        }
        long dts = increasing(counted.getAsLong());
        return new AccessUnit(track, dts, dts, frame.randomAccess(), frame.data());
    }

    void inTime() {
        late = false;
    }

    /** For how long every frame has come too late, this one included. */
    long lateNanos(long nowNanos) {
        if (!late) {
            late = true;
            lateSinceNanos = nowNanos;
        }
        return nowNanos - lateSinceNanos;
    }

    private static int samplesIn(Track track, StampedFrame frame) {
        return track.codec() instanceof Codec.Audio audio ? audio.samplesIn(frame.data()) : 0;
    }

    private long increasing(long dts) {
        if (dts <= lastDts) {
            counters.bump();
            lastDts++;
        } else {
            lastDts = dts;
        }
        return lastDts;
    }
}
