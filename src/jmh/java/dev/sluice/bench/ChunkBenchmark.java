package dev.sluice.bench;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.bytes.SliceQueue;
import dev.sluice.rtmp.chunk.ChunkLimits;
import dev.sluice.rtmp.chunk.ChunkReader;
import dev.sluice.rtmp.chunk.ChunkWriter;
import dev.sluice.rtmp.chunk.MessageTooLong;
import dev.sluice.rtmp.chunk.RawMessage;
import dev.sluice.rtmp.message.SetChunkSize;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Chunks to raw messages. */
@State(Scope.Thread)
public class ChunkBenchmark {
    @Param
    public Frame frame;

    private final SliceQueue in = new SliceQueue();
    private final ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
    private Slice chunks = Slice.EMPTY;

    @Setup
    public void write() throws MalformedInput, MessageTooLong {
        ChunkWriter writer = new ChunkWriter(128);
        ByteWriter out = new ByteWriter(64);
        writer.write(new SetChunkSize(ChunkedClip.CHUNK_BYTES).at(0, 0), out);
        in.add(out.take());
        if (reader.read(in).isEmpty()) {
            throw new IllegalStateException("the chunk size is not heard");
        }
        writer.write(frame.message().at(0, 1), out);
        chunks = out.take();
    }

    /** One message, whose chunks lie in one piece. */
    @Benchmark
    public RawMessage decode(Payload payload) throws MalformedInput, MessageTooLong {
        in.add(chunks);
        payload.bytes += frame.bytes();
        return reader.read(in).orElseThrow();
    }
}
