package dev.sluice.bench;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.container.flv.FlvFileReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The bundled clip, each picture led by an SEI unit with room for the time of sending, filled up to a bitrate. */
final class ProbeClip {
    /** Bytes that stand in no other place of the stream; the time of sending stands behind them. */
    static final byte[] MARK =
            Slice.hex("73 6c 75 69 63 65 2d 70 72 6f 62 65 2d 6d 6b 21").toArray();

    private static final int FLV_HEADER_BYTES = 5;
    private static final int SEI = 6;
    private static final int USER_DATA_UNREGISTERED = 5;
    private static final int FILLER = 0x55;

    private final List<FlvFileReader.Tag> headers = new ArrayList<>();
    private final List<FlvFileReader.Tag> frames = new ArrayList<>();
    private final int fillerBytes;

    ProbeClip(int fillerBytes) throws IOException, MalformedInput {
        this.fillerBytes = fillerBytes;
        try (InputStream file = Objects.requireNonNull(ProbeClip.class.getResourceAsStream("/demo/demo.flv"))) {
            FlvFileReader reader = new FlvFileReader(Slice.wrap(file.readAllBytes()));
            for (Optional<FlvFileReader.Tag> tag = reader.next(); tag.isPresent(); tag = reader.next()) {
                if (tag.get().type() != FlvFileReader.Tag.SCRIPT_DATA) {
                    (tag.get().body().at(1) == 0 ? headers : frames).add(tag.get());
                }
            }
        }
    }

    List<FlvFileReader.Tag> headers() {
        return headers;
    }

    List<FlvFileReader.Tag> frames() {
        return frames;
    }

    /** The body of {@code picture} with a mark, to be stamped. */
    Slice marked(FlvFileReader.Tag picture) {
        int payload = MARK.length + Long.BYTES + fillerBytes;
        ByteWriter sei = new ByteWriter().u8(SEI).u8(USER_DATA_UNREGISTERED);
        sei.fill(0xFF, payload / 255).u8(payload % 255).bytes(MARK).fill(0x80, Long.BYTES);
        sei.fill(FILLER, fillerBytes).u8(0x80);
        Slice unit = sei.take();
        Slice body = picture.body();
        return new ByteWriter(body.length() + unit.length() + 4)
                .bytes(body, 0, FLV_HEADER_BYTES)
                .u32(unit.length())
                .bytes(unit)
                .bytes(body.from(FLV_HEADER_BYTES))
                .take();
    }

    /** Writes a time: microseconds, a digit a byte with the top bit set, so that NAL units need no escape. */
    static void stamp(ByteBuffer bytes, int at, long nanos) {
        long micros = nanos / 1000;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            bytes.put(at + i, (byte) (0x80 | (micros & 0x7F)));
            micros >>>= 7;
        }
    }

    /** What {@link #stamp} wrote at {@code at}, in nanoseconds. */
    static long nanosAt(ByteBuffer bytes, int at) {
        long micros = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            micros = (micros << 7) | (bytes.get(at + i) & 0x7F);
        }
        return micros * 1000;
    }
}
