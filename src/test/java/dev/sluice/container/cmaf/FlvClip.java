package dev.sluice.container.cmaf;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.container.flv.FlvFileReader;
import dev.sluice.container.flv.FlvSink;
import dev.sluice.container.flv.FlvTagReader;
import dev.sluice.container.flv.Ignored;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The access units of an FLV file, and the CMAF that comes of them. */
public final class FlvClip implements FlvSink {
    private final Map<MediaKind, Track> tracks = new EnumMap<>(MediaKind.class);
    private final Map<MediaKind, List<AccessUnit>> units = new EnumMap<>(MediaKind.class);
    private long audioTicks;

    public FlvClip(Slice file) throws MalformedInput {
        FlvFileReader reader = new FlvFileReader(file);
        FlvTagReader tags = new FlvTagReader(this);
        for (Optional<FlvFileReader.Tag> tag = reader.next(); tag.isPresent(); tag = reader.next()) {
            if (tag.get().type() == FlvFileReader.Tag.VIDEO) {
                tags.readVideo(tag.get().timestampMillis(), tag.get().body());
            } else if (tag.get().type() == FlvFileReader.Tag.AUDIO) {
                tags.readAudio(tag.get().timestampMillis(), tag.get().body());
            }
        }
    }

    public boolean has(MediaKind kind) {
        return units.containsKey(kind);
    }

    public Track track(MediaKind kind) {
        return Optional.ofNullable(tracks.get(kind)).orElseThrow();
    }

    public List<AccessUnit> units(MediaKind kind) {
        return units.getOrDefault(kind, List.of());
    }

    /** Init segment and fragments of about {@code fragmentTicks}. */
    public List<Slice> cmaf(MediaKind kind, long fragmentTicks) {
        List<Slice> pieces = new ArrayList<>(List.of(CmafInit.write(track(kind))));
        FragmentWriter writer = new FragmentWriter(track(kind));
        List<AccessUnit> all = units(kind);
        long begun = 0;
        for (int i = 0; i < all.size(); i++) {
            AccessUnit unit = all.get(i);
            boolean sound = kind == MediaKind.AUDIO;
            long next = i + 1 < all.size() ? all.get(i + 1).dts() : unit.dts() + 3_600;
            long duration = sound ? AudioFrames.durationTicks(unit) : next - unit.dts();
            if (i == 0 || unit.dts() - begun >= fragmentTicks) {
                if (i > 0) {
                    pieces.add(writer.end(pieces.size(), pieces.size() == 1));
                }
                begun = unit.dts();
                writer.begin(begun);
            }
            writer.add(unit, unit.dts(), duration);
        }
        pieces.add(writer.end(pieces.size(), false));
        return pieces;
    }

    @Override
    public void onConfiguration(TrackId track, Codec codec) {
        tracks.put(track.kind(), new Track(track, codec));
    }

    @Override
    public void onFrame(StampedFrame frame) {
        MediaKind kind = frame.track().kind();
        Track track = track(kind);
        long dts = kind == MediaKind.AUDIO ? audioTicks : frame.dtsMillis() * 90;
        long pts = dts + frame.compositionMillis() * 90L + frame.compositionNanos() * 9L / 100_000;
        AccessUnit unit = new AccessUnit(track, dts, pts, frame.randomAccess(), frame.data());
        if (kind == MediaKind.AUDIO) {
            audioTicks += AudioFrames.durationTicks(unit);
        }
        units.computeIfAbsent(kind, any -> new ArrayList<>()).add(unit);
    }

    @Override
    public void onEndOfSequence(TrackId track) {}

    @Override
    public void onIgnored(Ignored reason) {}

    @Override
    public void onUnsupported(MediaKind kind, String codecName) {
        throw new AssertionError(codecName);
    }
}
