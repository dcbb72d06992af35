package dev.sluice.bench;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.container.flv.FlvFileReader;
import dev.sluice.container.flv.FlvSink;
import dev.sluice.container.flv.FlvTagReader;
import dev.sluice.container.flv.Ignored;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.StampedFrame;
import dev.sluice.media.TrackId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** Tag bodies to frames. */
@State(Scope.Thread)
public class FlvBenchmark implements FlvSink {
    private final FlvTagReader reader = new FlvTagReader(this);
    private Optional<Blackhole> frames = Optional.empty();
    private List<FlvFileReader.Tag> tags = List.of();
    private long bytes;

    @Setup
    public void configure(Blackhole sink) throws IOException, MalformedInput {
        frames = Optional.of(sink);
        FilledClip clip = new FilledClip();
        read(clip.headers());
        tags = clip.frames();
        bytes = tags.stream().mapToLong(tag -> tag.body().length()).sum();
    }

    /** The clip, a message an operation. */
    @Benchmark
    @OperationsPerInvocation(FilledClip.FRAMES)
    public void parse(Payload payload) throws MalformedInput {
        read(tags);
        payload.bytes += bytes;
    }

    private void read(List<FlvFileReader.Tag> some) throws MalformedInput {
        for (FlvFileReader.Tag tag : some) {
            if (tag.type() == FlvFileReader.Tag.VIDEO) {
                reader.readVideo(tag.timestampMillis(), tag.body());
            } else {
                reader.readAudio(tag.timestampMillis(), tag.body());
            }
        }
    }

    @Override
    public void onConfiguration(TrackId track, Codec codec) {}

    @Override
    public void onFrame(StampedFrame frame) {
        frames.orElseThrow().consume(frame);
    }

    @Override
    public void onEndOfSequence(TrackId track) {}

    @Override
    public void onIgnored(Ignored reason) {}

    @Override
    public void onUnsupported(MediaKind kind, String codecName) {}
}
