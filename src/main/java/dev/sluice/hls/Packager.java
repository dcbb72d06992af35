package dev.sluice.hls;

import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaKind;
import dev.sluice.media.MediaSink;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Cuts one publication into segments: decides where, by the track that leads, and tells every lane. Units come in the
 * order of their decode times.
 */
final class Packager implements MediaSink {
    /**
     * The lanes of a set of tracks.
     *
     * @param renditions that they fill
     * @param all also those that serve no track
     */
    record Lanes(Map<TrackId, Lane> byTrack, Set<Rendition> renditions, Collection<Lane> all) {
        /** These and others that no track feeds. */
        Lanes with(Collection<? extends Lane> more) {
            List<Lane> together = new ArrayList<>(all);
            together.addAll(more);
            return new Lanes(byTrack, renditions, List.copyOf(together));
        }
    }

    /** What numbers and keeps the segments: the presentation. */
    interface Target {
        /** The tracks of {@code all} that go into renditions. */
        List<Track> choose(List<Track> all);

        /** New lanes for these tracks. */
        Lanes open(List<Track> tracks, LongSupplier leadMicros);

        /** The publication's first unit came. */
        void first();

        /**
         * The place of a segment that begins now.
         *
         * @param sinceFirstMicros media time from the publication's first unit
         */
        SegmentStart begin(long startMicros, long soundMicros, long sinceFirstMicros, boolean discontinuity);

        /** The random access picture that a segment begins with. */
        void picture(SegmentStart place, AccessUnit unit);

        /** A random access picture of the leading track; its decode time. */
        void randomAccess(long dtsMicros);

        /** The longest that the segment in progress may become. */
        long longestMicros();
    }

    private final HlsSettings settings;
    private final Target target;
    private final Map<TrackId, FrameMeter> meters = new HashMap<>();
    private List<Track> tracks = List.of();
    private Lanes lanes = new Lanes(Map.of(), Set.of(), List.of());
    private CutRule rule;
    private boolean open;
    private boolean discontinuity;
    private boolean any;
    private boolean ended;
    private long zeroMicros;
    private long startMicros;
    private long endMicros;
    private long leadMicros = Long.MIN_VALUE;
    private long bytes;

    /** Packages a publication; {@code resumed} says that there was another one before. */
    Packager(HlsSettings settings, boolean resumed, Target target) {
        this.settings = settings;
        this.target = target;
        discontinuity = resumed;
        rule = new CutRule(settings, tracks);
    }

    @Override
    public void onTracks(List<Track> all) {
        List<Track> chosen = target.choose(all);
        if (!chosen.equals(tracks) && !ended) {
            flush();
            discontinuity |= any;
            tracks = List.copyOf(chosen);
            rule = new CutRule(settings, tracks);
            meters.clear();
            tracks.forEach(track -> meters.put(track.id(), new FrameMeter()));
            leadMicros = Long.MIN_VALUE;
            lanes = target.open(tracks, () -> leadMicros);
        }
    }

    @Override
    public void onAccessUnit(AccessUnit unit) {
        FrameMeter meter = meters.get(unit.track().id());
        Lane lane = lanes.byTrack().get(unit.track().id());
        if (ended || meter == null || lane == null) {
            return;
        }
        if (!any) {
            any = true;
            zeroMicros = unit.dtsMicros();
            target.first();
        }
        if (!open || cutsBefore(unit, meter)) {
            cut(unit);
        }
        note(unit, meter);
        lane.accept(unit);
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

    private boolean cutsBefore(AccessUnit unit, FrameMeter meter) {
        return rule.cutsBefore(unit, meter.frameMicros(), bytes, target.longestMicros());
    }

    private void cut(AccessUnit unit) {
        long dts = unit.dtsMicros();
        if (open && dts - startMicros > target.longestMicros()) {
            // A gap in all tracks: the segment ends with its media, and time starts anew behind it.
            flush();
            discontinuity = true;
        }
        // A key picture is shown before all that follow it; another frame's presentation time says nothing.
        boolean keyPicture = unit.track().id().kind() == MediaKind.VIDEO && unit.randomAccess();
        long soundMicros = keyPicture ? unit.ptsMicros() : dts;
        SegmentStart place = target.begin(dts, soundMicros, dts - zeroMicros, discontinuity);
        if (keyPicture) {
            target.picture(place, unit);
        }
        rule.start(dts);
        lanes.all().forEach(lane -> lane.cut(place));
        startMicros = dts;
        endMicros = dts;
        bytes = 0;
        discontinuity = false;
        open = true;
    }

    private void note(AccessUnit unit, FrameMeter meter) {
        meter.add(unit.dtsMicros());
        endMicros = Math.max(endMicros, meter.endMicros());
        bytes += unit.data().length();
        if (rule.isLead(unit.track().id())) {
            leadMicros = unit.dtsMicros();
            rule.leads();
            if (unit.randomAccess()) {
                target.randomAccess(unit.dtsMicros());
            }
        }
    }

    private void flush() {
        if (open) {
            open = false;
            long longest = startMicros + target.longestMicros();
            lanes.all().forEach(lane -> lane.flush(Math.min(endMicros, longest)));
        }
    }
}
