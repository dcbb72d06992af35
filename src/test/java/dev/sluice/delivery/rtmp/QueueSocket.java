package dev.sluice.delivery.rtmp;

import dev.sluice.bytes.Slice;
import dev.sluice.bytes.SliceQueue;
import dev.sluice.rtmp.chunk.ChunkLimits;
import dev.sluice.rtmp.chunk.ChunkReader;
import dev.sluice.rtmp.chunk.RawMessage;
import dev.sluice.rtmp.message.SetChunkSize;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A socket whose peer reads when the test says so. */
final class QueueSocket implements PlayerSocket {
    private final SliceQueue queue = new SliceQueue();
    private long queued;
    boolean reads = true;
    int writes;
    int flushes;
    boolean ended;

    @Override
    public void write(ByteBuf bytes) {
        writes++;
        queued += reads ? 0 : bytes.readableBytes();
        queue.add(Slice.wrap(ByteBufUtil.getBytes(bytes)));
        bytes.release();
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public long queuedBytes() {
        return queued;
    }

    @Override
    public void streamEnded() {
        ended = true;
    }

    void drain(long bytes) {
        queued = Math.max(0, queued - bytes);
    }

    /** All messages written since the last call, read as a client reads them. */
    List<RawMessage> messages() throws Exception {
        ChunkReader reader = new ChunkReader(ChunkLimits.DEFAULT);
        reader.liftUnpublishedLimit();
        SliceQueue in = new SliceQueue();
        var size = new dev.sluice.bytes.ByteWriter();
        new dev.sluice.rtmp.chunk.ChunkWriter(128).write(new SetChunkSize(65536).at(0, 0), size);
        in.add(size.take());
        byte[] all = new byte[(int) queue.available()];
        queue.copyTo(all, 0, all.length);
        in.add(Slice.wrap(all));
        List<RawMessage> messages = new ArrayList<>();
        for (Optional<RawMessage> m = reader.read(in); m.isPresent(); m = reader.read(in)) {
            messages.add(m.get());
        }
        return messages.subList(1, messages.size());
    }

    /** One letter a message: H header, K key, I inter, A audio, and its time. */
    List<String> heard() throws Exception {
        return messages().stream().map(QueueSocket::line).toList();
    }

    private static String line(RawMessage raw) {
        int first = raw.payload().at(0);
        boolean media = raw.type() == 8 || raw.type() == 9;
        if (!media || raw.payload().at(1) == 0) {
            return "H" + raw.timestampMillis();
        }
        return (raw.type() == 8 ? "A" : first == 0x17 ? "K" : "I") + raw.timestampMillis();
    }
}
