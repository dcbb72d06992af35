package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaKind;
import dev.sluice.media.MediaSink;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one publication into segments. Durations are differences of decode times of the units that begin segments, so
 * that their sum never drifts from the media. Of several tracks of a kind the first that the muxer carries goes into
 * the rendition.
 */
final class Packager implements MediaSink {
    /** How long a picture that ends a segment waits for sound that still belongs before it. */
    private static final long SOUND_MICROS = 500_000;

    private static final long SHORTEST_SOUND_MICROS = 100_000;

    /** Where complete segments go: the presentation. */
    interface Target {
        void first();

        void add(Cut cut);

        /** The longest that the segment in progress may become. */
        long longestMicros();
    }

    private final HlsSettings settings;
    private final SegmentMuxer muxer;
    private final Target target;
    private final Map<TrackId, FrameMeter> meters = new HashMap<>();
    private List<Track> tracks = List.of();
    private CutRule rule;
    private @Nullable OpenSegment open;
    private @Nullable Closing closing;
    private boolean discontinuity;
    private boolean any;
    private boolean ended;
    private long zeroMicros;

    /** Packages a publication; {@code resumed} says that the muxer had another one before. */
    Packager(HlsSettings settings, SegmentMuxer muxer, boolean resumed, Target target) {
        this.settings = settings;
        this.muxer = muxer;
        this.target = target;
        discontinuity = resumed;
        rule = new CutRule(settings, tracks);
    }

    @Override
    public void onTracks(List<Track> all) {
        List<Track> defaults = new ArrayList<>();
        for (MediaKind kind : MediaKind.values()) {
            all.stream()
                    .filter(track -> track.id().kind() == kind && muxer.carries(track.codec()))
                    .min(Comparator.comparingInt(track -> track.id().index()))
                    .ifPresent(defaults::add);
        }
        if (!defaults.equals(tracks) && !ended) {
            flush();
            discontinuity |= any;
            tracks = List.copyOf(defaults);
            rule = new CutRule(settings, tracks);
            meters.clear();
            tracks.forEach(track -> meters.put(track.id(), new FrameMeter()));
        }
    }

    @Override
    public void onAccessUnit(AccessUnit unit) {
        if (ended || !meters.containsKey(unit.track().id())) {
            return;
        }
        if (!any) {
            any = true;
            zeroMicros = unit.dtsMicros();
            target.first();
        }
        accept(unit);
    }

    @Override
    public void onDiscontinuity() {
        flush();
        discontinuity |= any;
    }

    @Override
    public void onEnd() {
        flush();
        ended = true;
    }

    private void accept(AccessUnit unit) {
        if (closing != null) {
            closing(closing, unit);
        } else if (open == null) {
            begin(unit);
        } else if (rule.cutsBefore(unit, meter(unit).frameMicros(), muxer.size(), target.longestMicros())) {
            cut(open, unit);
        } else {
            write(open, unit);
        }
    }

    private void cut(OpenSegment segment, AccessUnit unit) {
        Set<TrackId> late = lateSound(unit);
        if (late.isEmpty()) {
            complete(segment, unit.dtsMicros());
            begin(unit);
        } else {
            closing = new Closing(unit, late);
        }
    }

    /** The sound tracks that probably have frames from before {@code unit}, not yet received. */
    private Set<TrackId> lateSound(AccessUnit unit) {
        Set<TrackId> late = new HashSet<>();
        if (unit.track().id().kind() == MediaKind.VIDEO) {
            meters.forEach((id, meter) -> {
                boolean behind = meter.endMicros() < Closing.boundaryMicros(unit);
                if (id.kind() == MediaKind.AUDIO && behind && meter.alive(unit.dtsMicros())) {
                    late.add(id);
                }
            });
        }
        return late;
    }

    private void closing(Closing wait, AccessUnit unit) {
        TrackId id = unit.track().id();
        if (id.kind() == MediaKind.AUDIO && unit.ptsMicros() < wait.boundaryMicros() && open != null) {
            write(open, unit);
            return;
        }
        wait.next.add(unit);
        wait.late.remove(id);
        if (wait.late.isEmpty() || unit.dtsMicros() - wait.dtsMicros() >= SOUND_MICROS) {
            closed(wait);
        }
    }

    private void closed(Closing wait) {
        closing = null;
        if (open != null) {
            complete(open, wait.dtsMicros());
        }
        begin(wait.next.get(0));
        wait.next.subList(1, wait.next.size()).forEach(this::accept);
    }

    private void begin(AccessUnit unit) {
        long start = unit.dtsMicros();
        rule.start(start);
        muxer.start(tracks, discontinuity);
        open = new OpenSegment(start, discontinuity, rule.picture());
        discontinuity = false;
        write(open, unit);
    }

    private void write(OpenSegment segment, AccessUnit unit) {
        FrameMeter meter = meter(unit);
        meter.add(unit.dtsMicros());
        segment.add(unit, meter.endMicros());
        muxer.write(unit);
    }

    private FrameMeter meter(AccessUnit unit) {
        return meters.computeIfAbsent(unit.track().id(), id -> new FrameMeter());
    }

    /** Ends a segment that the next one follows at {@code nextMicros}. */
    private void complete(OpenSegment segment, long nextMicros) {
        long duration = nextMicros - segment.startMicros();
        if (duration > target.longestMicros()) {
            // A gap in all tracks: the segment ends with its media, and time starts anew behind it.
            finish(segment);
            discontinuity = true;
        } else {
            add(segment, duration);
        }
    }

    /** Ends a segment that nothing follows. */
    private void finish(OpenSegment segment) {
        long duration = Math.min(segment.durationMicros(), target.longestMicros());
        if (segment.hasPictures() || duration >= SHORTEST_SOUND_MICROS) {
            add(segment, duration);
        } else {
            muxer.drop();
        }
        open = null;
    }

    private void add(OpenSegment segment, long durationMicros) {
        Slice content = muxer.end();
        target.add(segment.cut(zeroMicros, Math.max(1_000, durationMicros), content, tracks));
        open = null;
    }

    private void flush() {
        while (closing != null) {
            closed(closing);
        }
        if (open != null) {
            finish(open);
        }
    }

    /** A segment that ends before a picture, and what came after that picture. */
    private static final class Closing {
        private final List<AccessUnit> next = new ArrayList<>();
        private final Set<TrackId> late;

        Closing(AccessUnit unit, Set<TrackId> late) {
            next.add(unit);
            this.late = late;
        }

        /** A key picture is shown before all that follow it; another frame's presentation time says nothing. */
        static long boundaryMicros(AccessUnit unit) {
            return unit.randomAccess() ? unit.ptsMicros() : unit.dtsMicros();
        }

        long boundaryMicros() {
            return boundaryMicros(next.get(0));
        }

        long dtsMicros() {
            return next.get(0).dtsMicros();
        }
    }
}
