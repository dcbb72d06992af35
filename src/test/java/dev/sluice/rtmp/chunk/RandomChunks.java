package dev.sluice.rtmp.chunk;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import java.util.List;
import java.util.Random;

/**
 * Random legal chunk streams: all header forms, interleaved messages, changing chunk sizes, extended time stamps that
 * are repeated or, by senders that omit them, are not.
 */
final class RandomChunks {
    private static final int[] IDS = {2, 3, 4, 6, 63, 64, 319, 320, 65599};
    private static final int[] TYPES = {8, 9, 18, 20, 99};

    private final Random random;
    private final RandomChunkWriter writer;

    RandomChunks(Random random) {
        this.random = random;
        writer = new RandomChunkWriter(random);
        for (int id : IDS) {
            if (random.nextInt(4) == 0) {
                writer.omitExtended(id);
            }
        }
    }

    List<RawMessage> sent() {
        return writer.sent();
    }

    Slice write(int messages) {
        int begun = 0;
        while (begun < messages || !writer.isIdle()) {
            int id = IDS[random.nextInt(IDS.length)];
            if (begun < messages && !writer.isOpen(id) && random.nextInt(3) > 0) {
                writer.begin(random.nextInt(8) == 0 ? chunkSize(id) : message(id));
                begun++;
            } else if (!writer.isIdle()) {
                writer.next();
            }
        }
        return writer.take();
    }

    private RawMessage chunkSize(int id) {
        Slice size = new ByteWriter().u32(128 + random.nextInt(400)).take();
        return new RawMessage(time(), 1, random.nextInt(), id, size);
    }

    private RawMessage message(int id) {
        RawMessage last = writer.last(id);
        boolean alike = last.type() > 6 && random.nextBoolean();
        int type = alike ? last.type() : TYPES[random.nextInt(TYPES.length)];
        int length = alike ? last.payload().length() : random.nextInt(5) == 0 ? 0 : random.nextInt(500);
        int streamId = random.nextInt(3) > 0 ? last.streamId() : random.nextInt();
        long time = random.nextBoolean() ? writer.impliedTime(id) : time();
        return new RawMessage(time, type, streamId, id, payload(length));
    }

    /** Never four bytes that a reader could take for a time stamp: real media does not either. */
    private Slice payload(int length) {
        byte[] payload = new byte[length];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (0x80 + random.nextInt(0x70));
        }
        return Slice.wrap(payload);
    }

    private long time() {
        return switch (random.nextInt(6)) {
            case 0 -> 0xFFFFFFL;
            case 1 -> 0xFFFFFFFFL - random.nextInt(0x10000);
            case 2 -> 0x01000000L + random.nextInt(0x100000);
            case 3 -> 0;
            default -> random.nextInt(20_000);
        };
    }
}
