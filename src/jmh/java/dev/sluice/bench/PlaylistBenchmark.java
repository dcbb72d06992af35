package dev.sluice.bench;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.hls.PresentationSnapshot;
import java.io.IOException;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Low-latency playlists of pictures beside sound: one text an operation, which all viewers share. */
@State(Scope.Thread)
public class PlaylistBenchmark {
    /** The live window alone, and a quarter of an hour to seek back. */
    @Param({"0", "900"})
    public int dvrSeconds;

    private PresentationSnapshot snapshot;

    @Setup
    public void publish() throws IOException, MalformedInput {
        Duration back = Duration.ofSeconds(dvrSeconds);
        snapshot = new LiveWindow(back).after(back.plusSeconds(31), new FilledClip());
    }

    @Benchmark
    public Slice full(Payload payload) {
        Slice text = snapshot.playlist(snapshot.lead());
        payload.bytes += text.length();
        return text;
    }

    @Benchmark
    public Slice delta(Payload payload) {
        Slice text = snapshot.delta(snapshot.lead());
        payload.bytes += text.length();
        return text;
    }
}
