package dev.sluice.bench;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.container.cmaf.FragmentWriter;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaKind;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Pictures to fragments. */
@State(Scope.Thread)
public class CmafBenchmark {
    private static final int PICTURE_TICKS = 3_600;
    private static final int PART_PICTURES = 5;
    private static final int SEGMENT_PICTURES = 50;

    private final SameRoom room = new SameRoom();
    private FragmentWriter writer;
    private List<AccessUnit> pictures = List.of();
    private long bytes;

    @Setup
    public void read() throws IOException, MalformedInput {
        FilledClip clip = new FilledClip();
        writer = new FragmentWriter(clip.track(MediaKind.VIDEO));
        pictures = clip.pictures();
        bytes = FilledClip.bytes(pictures);
    }

    /** The clip as parts of 200 ms, a picture an operation. */
    @Benchmark
    @OperationsPerInvocation(FilledClip.PICTURES)
    public void mux(Payload payload, Blackhole parts) {
        for (int i = 0; i < FilledClip.PICTURES; i += PART_PICTURES) {
            writer.begin(pictures.get(i).dts());
            for (int k = i; k < i + PART_PICTURES; k++) {
                writer.add(pictures.get(k), pictures.get(k).dts(), PICTURE_TICKS);
            }
            parts.consume(writer.end(i + 1, i % SEGMENT_PICTURES == 0, room));
        }
        payload.bytes += bytes;
    }
}
