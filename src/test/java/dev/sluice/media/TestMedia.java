package dev.sluice.media;

import dev.sluice.bytes.Slice;
import dev.sluice.media.aac.AacConfiguration;
import dev.sluice.media.avc.AvcConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Codecs, frames and a recording sink for tests of what lies behind the demuxer. */
public final class TestMedia {
    public static final Slice BYTES = Slice.of(1, 2, 3, 4);

    private TestMedia() {}

    public static Codec.Avc avc(int width, int height) {
        return new Codec.Avc(new AvcConfiguration(
                Slice.of(width & 0xFF), 4, List.of(), List.of(), 0x64, 0, 0x1f, width, height, OptionalDouble.empty()));
    }

    public static Codec.Aac aac(int sampleRate) {
        return new Codec.Aac(new AacConfiguration(Slice.of(0x12, 0x10), 2, 2, sampleRate, 2, 2, 1024));
    }

    public static StampedFrame video(long millis, boolean key) {
        return new StampedFrame(TrackId.VIDEO, millis & 0xFFFFFFFFL, 0, key, BYTES);
    }

    public static StampedFrame audio(long millis) {
        return new StampedFrame(TrackId.AUDIO, millis & 0xFFFFFFFFL, 0, true, BYTES);
    }

    /** Writes down every call. */
    public static final class Recorder implements MediaSink {
        public final List<List<Track>> tracks = new ArrayList<>();
        public final List<AccessUnit> units = new ArrayList<>();
        public final List<String> calls = new ArrayList<>();

        @Override
        public void onTracks(List<Track> tracks) {
            this.tracks.add(tracks);
            calls.add("tracks " + tracks.size());
        }

        @Override
        public void onAccessUnit(AccessUnit unit) {
            units.add(unit);
            calls.add(unit.track().id().kind() + " " + unit.dtsMicros() / 1000);
        }

        @Override
        public void onDiscontinuity() {
            calls.add("discontinuity");
        }

        @Override
        public void onEnd() {
            calls.add("end");
        }

        public List<AccessUnit> of(MediaKind kind) {
            return units.stream()
                    .filter(unit -> unit.track().id().kind() == kind)
                    .toList();
        }
    }
}
