package dev.sluice.bench;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.container.flv.FlvFileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The probe clip as chunks ready to be written, once for all publishers: a frame is stamped with its time and written,
 * one after the other by one thread.
 */
final class ChunkedClip {
    /** What OBS sends; FFmpeg takes the server's. */
    static final int CHUNK_BYTES = 4096;

    /** Time of one turn; the next one goes on behind it. */
    static final long MILLIS = 16_000;

    /** A frame's chunks: the first header is of type 0, so that its time is patched in one place. */
    record Frame(long millis, ByteBuffer chunks, int markAt) {
        /** The frame as due at {@code timestampMillis}, sent at {@code nanos}; the caller writes it at once. */
        ByteBuffer stamped(long timestampMillis, long nanos) {
            chunks.clear();
            chunks.put(1, (byte) (timestampMillis >> 16))
                    .put(2, (byte) (timestampMillis >> 8))
                    .put(3, (byte) timestampMillis);
            if (markAt >= 0) {
                ProbeClip.stamp(chunks, markAt + ProbeClip.MARK.length, nanos);
            }
            return chunks;
        }
    }

    private final ByteBuffer headers;
    private final List<Frame> frames = new ArrayList<>();

    /** {@code fillerBytes} are added to each picture. */
    ChunkedClip(int fillerBytes) throws IOException, MalformedInput {
        ProbeClip clip = new ProbeClip(fillerBytes);
        ByteWriter start = new ByteWriter();
        for (FlvFileReader.Tag header : clip.headers()) {
            start.bytes(chunks(header, header.body()));
        }
        headers = direct(start.take());
        for (FlvFileReader.Tag tag : clip.frames()) {
            boolean isPicture = tag.type() == FlvFileReader.Tag.VIDEO;
            Slice chunks = chunks(tag, isPicture ? clip.marked(tag) : tag.body());
            frames.add(new Frame(tag.timestampMillis(), direct(chunks), isPicture ? mark(chunks) : -1));
        }
    }

    /** The configurations. */
    ByteBuffer headers() {
        return headers.duplicate();
    }

    int size() {
        return frames.size();
    }

    Frame frame(int index) {
        return frames.get(index);
    }

    private static Slice chunks(FlvFileReader.Tag tag, Slice body) {
        boolean isPicture = tag.type() == FlvFileReader.Tag.VIDEO;
        int chunkStream = isPicture ? 6 : 4;
        ByteWriter out = new ByteWriter(body.length() + 64);
        out.u8(chunkStream).u24(0).u24(body.length()).u8(isPicture ? 9 : 8);
        // The message stream id is the one little-endian number of RTMP; both servers give out 1.
        out.u8(1).u8(0).u8(0).u8(0);
        for (int at = 0; at < body.length(); at += CHUNK_BYTES) {
            if (at > 0) {
                out.u8(0xC0 | chunkStream);
            }
            out.bytes(body, at, Math.min(CHUNK_BYTES, body.length() - at));
        }
        return out.take();
    }

    private static int mark(Slice chunks) {
        Slice mark = Slice.wrap(ProbeClip.MARK);
        for (int at = 0; at < CHUNK_BYTES; at++) {
            if (chunks.startsWith(at, mark)) {
                return at;
            }
        }
        throw new IllegalStateException("a picture without its mark");
    }

    private static ByteBuffer direct(Slice bytes) {
        return ByteBuffer.allocateDirect(bytes.length()).put(bytes.toArray()).flip();
    }
}
