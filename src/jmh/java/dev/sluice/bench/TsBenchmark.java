package dev.sluice.bench;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Access units to MPEG-TS segments. */
@State(Scope.Thread)
public class TsBenchmark {
    private final TsMuxer muxer = new TsMuxer();
    private List<Track> tracks = List.of();
    private List<AccessUnit> units = List.of();
    private long bytes;

    @Setup
    public void read() throws IOException, MalformedInput {
        FilledClip clip = new FilledClip();
        tracks = List.of(clip.track(MediaKind.VIDEO), clip.track(MediaKind.AUDIO));
        units = clip.units();
        bytes = FilledClip.bytes(units);
    }

    /** The clip as eight segments of two seconds, an access unit an operation. */
    @Benchmark
    @OperationsPerInvocation(FilledClip.FRAMES)
    public void mux(Payload payload, Blackhole segments) {
        muxer.markDiscontinuity();
        muxer.startSegment(tracks);
        for (int i = 0; i < units.size(); i++) {
            AccessUnit unit = units.get(i);
            if (i > 0 && unit.randomAccess() && unit.track().id().kind() == MediaKind.VIDEO) {
                segments.consume(muxer.endSegment());
                muxer.startSegment(tracks);
            }
            muxer.write(unit);
        }
        segments.consume(muxer.endSegment());
        payload.bytes += bytes;
    }
}
