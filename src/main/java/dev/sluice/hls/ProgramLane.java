package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rendition that has all tracks in one file. Sound is coded later than the picture that it belongs to: a picture
 * that begins a segment waits for the sound that is heard before it.
 */
final class ProgramLane implements Lane {
    /** How long a picture that begins a segment waits for sound that still belongs before it. */
    private static final long SOUND_MICROS = 500_000;

    private static final long SHORTEST_SOUND_MICROS = 100_000;
    private static final long SHORTEST_MICROS = 1_000;

    private final List<Track> tracks;
    private final boolean hasVideo;
    private final SegmentMuxer muxer;
    private final RenditionOutput output;
    private final Map<TrackId, FrameMeter> meters = new HashMap<>();
    private @Nullable SegmentStart current;
    private @Nullable Waiting waiting;
    private boolean started;
    private boolean independent;
    private int pictures;

    ProgramLane(List<Track> tracks, SegmentMuxer muxer, RenditionOutput output) {
        this.tracks = tracks;
        this.muxer = muxer;
        this.output = output;
        hasVideo = tracks.stream().anyMatch(track -> track.id().kind() == MediaKind.VIDEO);
        tracks.forEach(track -> meters.put(track.id(), new FrameMeter()));
        output.configure(tracks, Slice.EMPTY);
    }

    @Override
    public void cut(SegmentStart next) {
        if (waiting != null) {
            release(waiting);
        }
        Set<TrackId> late = current == null ? Set.of() : lateSound(next);
        if (late.isEmpty()) {
            pass(next);
        } else {
            waiting = new Waiting(next, late, new ArrayList<>());
        }
    }

    @Override
    public void accept(AccessUnit unit) {
        if (waiting == null) {
            write(unit);
            return;
        }
        SegmentStart next = waiting.place();
        TrackId id = unit.track().id();
        if (id.kind() == MediaKind.AUDIO && unit.ptsMicros() < next.soundMicros()) {
            write(unit);
            return;
        }
        waiting.units().add(unit);
        waiting.late().remove(id);
        if (waiting.late().isEmpty() || unit.dtsMicros() - next.startMicros() >= SOUND_MICROS) {
            release(waiting);
        }
    }

    @Override
    public void flush(long endMicros) {
        if (waiting != null) {
            release(waiting);
        }
        if (current != null) {
            long duration = lastMicros(endMicros) - current.startMicros();
            if (pictures > 0 || duration >= SHORTEST_SOUND_MICROS) {
                end(duration);
            } else {
                muxer.drop();
                output.withdraw();
            }
            current = null;
        }
    }

    /** Like that of the segments before, the length of the last one is the picture's, if sound goes on a little. */
    private long lastMicros(long endMicros) {
        return meters.entrySet().stream()
                .filter(track -> pictures > 0 && track.getKey().kind() == MediaKind.VIDEO)
                .mapToLong(track -> track.getValue().endMicros())
                .filter(end -> endMicros - end < SHORTEST_SOUND_MICROS)
                .findFirst()
                .orElse(endMicros);
    }

    /** The sound tracks that probably have frames from before {@code next}, not yet received. */
    private Set<TrackId> lateSound(SegmentStart next) {
        Set<TrackId> late = new HashSet<>();
        meters.forEach((id, meter) -> {
            boolean behind = meter.endMicros() < next.soundMicros();
            if (hasVideo && id.kind() == MediaKind.AUDIO && behind && meter.alive(next.startMicros())) {
                late.add(id);
            }
        });
        return late;
    }

    private void release(Waiting wait) {
        waiting = null;
        pass(wait.place());
        wait.units().forEach(this::write);
    }

    private void pass(SegmentStart next) {
        if (current != null) {
            end(next.startMicros() - current.startMicros());
        }
        current = next;
        started = false;
        independent = !hasVideo;
        pictures = 0;
        muxer.start(tracks, next.discontinuity());
        output.begin(next, next.startMicros());
    }

    private void write(AccessUnit unit) {
        TrackId id = unit.track().id();
        FrameMeter meter = meters.get(id);
        if (meter == null || current == null) {
            return;
        }
        meter.add(unit.dtsMicros());
        if (id.kind() == MediaKind.VIDEO && pictures++ == 0) {
            independent = unit.randomAccess();
        }
        started = true;
        muxer.write(unit);
    }

    private void end(long durationMicros) {
        long duration = Math.max(SHORTEST_MICROS, durationMicros);
        if (started) {
            output.part(duration, pictures, independent, muxer.end(output.arena()));
            output.end(duration);
        } else {
            muxer.drop();
            output.withdraw();
        }
    }

    /** A segment that is due, the tracks that it waits for, and what it begins with. */
    private record Waiting(SegmentStart place, Set<TrackId> late, List<AccessUnit> units) {}
}
