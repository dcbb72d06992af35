package dev.sluice.rtmp.chunk;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes random legal chunk streams: all header forms, interleaved messages, changing chunk sizes, extended time stamps
 * that are repeated or, by senders that omit them, are not. Written from the specification, not from the reader.
 */
final class RandomChunks {
    private static final int[] IDS = {2, 3, 4, 6, 63, 64, 319, 320, 65599};
    private static final int[] TYPES = {8, 9, 18, 20, 99};

    private static final class Sender {
        boolean known;
        long time;
        long impliedDelta;
        int length;
        int type;
        int streamId;
        boolean extended;
        long field;
        boolean omits;
        byte[] payload;
        int done;
    }

    private final Random random;
    private final Map<Integer, Sender> senders = new HashMap<>();
    private final List<Integer> open = new ArrayList<>();
    private final List<RawMessage> sent = new ArrayList<>();
    private final ByteWriter out = new ByteWriter();
    private int chunkSize = 128;

    RandomChunks(Random random) {
        this.random = random;
    }

    List<RawMessage> sent() {
        return sent;
    }

    Slice write(int messages) {
        int begun = 0;
        while (begun < messages || !open.isEmpty()) {
            int id = IDS[random.nextInt(IDS.length)];
            if (begun < messages && !open.contains(id) && random.nextInt(3) > 0) {
                begin(id);
                begun++;
            } else if (!open.isEmpty()) {
                next(open.get(random.nextInt(open.size())));
            }
        }
        return out.take();
    }

    private void begin(int id) {
        Sender sender = senders.computeIfAbsent(id, unused -> new Sender());
        int format = random.nextInt(sender.known ? 4 : 2);
        if (format == 3 && sender.omits && sender.length == 0) {
            // Without payload behind it nobody can tell an omitted field from the next header.
            format = 0;
        }
        long field = time();
        boolean chunkSizeChange = format < 2 && random.nextInt(8) == 0;
        if (format == 3) {
            field = sender.impliedDelta;
        }
        if (format < 2) {
            sender.type = chunkSizeChange ? 1 : TYPES[random.nextInt(TYPES.length)];
            sender.length = chunkSizeChange ? 4 : random.nextInt(5) == 0 ? 0 : random.nextInt(500);
        }
        basicHeader(format, id);
        if (format < 3) {
            sender.extended = field >= 0xFFFFFF;
            sender.field = field;
            sender.omits |= !sender.known && random.nextInt(4) == 0;
            out.u24(sender.extended ? 0xFFFFFF : (int) field);
        }
        if (format < 2) {
            out.u24(sender.length).u8(sender.type);
        }
        if (format == 0) {
            sender.streamId = random.nextInt();
            out.u32(Integer.reverseBytes(sender.streamId) & 0xFFFFFFFFL);
        }
        sender.time = format == 0 ? field : (sender.time + field) & 0xFFFFFFFFL;
        if (format < 3) {
            sender.impliedDelta = format == 0 && field > 10_000 ? 0 : field;
        }
        if (sender.extended && (format < 3 || !sender.omits)) {
            out.u32(sender.field);
        }
        sender.known = true;
        sender.payload = payload(sender);
        sender.done = 0;
        open.add(id);
        chunk(id, sender);
    }

    /** Never four bytes that a reader could take for a time stamp: real media does not either. */
    private byte[] payload(Sender sender) {
        if (sender.type == 1) {
            return new ByteWriter().u32(128 + random.nextInt(400)).take().toArray();
        }
        byte[] payload = new byte[sender.length];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (0x80 + random.nextInt(0x70));
        }
        return payload;
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

    private void next(int id) {
        Sender sender = senders.get(id);
        basicHeader(3, id);
        if (sender.extended && !sender.omits) {
            out.u32(sender.field);
        }
        chunk(id, sender);
    }

    private void chunk(int id, Sender sender) {
        int count = Math.min(chunkSize, sender.payload.length - sender.done);
        out.bytes(Slice.wrap(sender.payload), sender.done, count);
        sender.done += count;
        if (sender.done < sender.payload.length) {
            return;
        }
        open.remove((Integer) id);
        sent.add(new RawMessage(sender.time, sender.type, sender.streamId, id, Slice.wrap(sender.payload)));
        if (sender.type == 1) {
            chunkSize = (int) Slice.wrap(sender.payload).u32(0);
        }
    }

    private void basicHeader(int format, int id) {
        if (id >= 320 || (id >= 64 && random.nextBoolean())) {
            out.u8((format << 6) | 1).u8((id - 64) & 0xFF).u8((id - 64) >> 8);
        } else if (id >= 64) {
            out.u8(format << 6).u8(id - 64);
        } else {
            out.u8((format << 6) | id);
        }
    }
}
