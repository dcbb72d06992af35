package dev.sluice.rtmp.chunk;

import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Writes messages as chunks, each with any header form that the specification allows for it, chunk by chunk in the
 * order that the caller likes. Written from the specification, not from the reader.
 */
public final class RandomChunkWriter {
    private static final class Sender {
        boolean known;
        RawMessage message = new RawMessage(0, 0, 0, 0, Slice.EMPTY);
        long impliedDelta;
        boolean extended;
        long field;
        int done;
    }

    private final Random random;
    private final Map<Integer, Sender> senders = new HashMap<>();
    private final Set<Integer> omitting = new HashSet<>();
    private final List<Integer> open = new ArrayList<>();
    private final List<RawMessage> sent = new ArrayList<>();
    private final ByteWriter out = new ByteWriter();
    private int chunkSize = 128;

    public RandomChunkWriter(Random random) {
        this.random = random;
    }

    /** The messages that are complete, in the order in which they became so. */
    public List<RawMessage> sent() {
        return sent;
    }

    public Slice take() {
        return out.take();
    }

    /** Behaves like old librtmp on this chunk stream from now on: no extended time stamp on type 3 headers. */
    public void omitExtended(int id) {
        omitting.add(id);
    }

    public boolean isOpen(int id) {
        return open.contains(id);
    }

    public boolean isIdle() {
        return open.isEmpty();
    }

    /** The last message on the chunk stream, as the next header may inherit it; time 0 and no payload at first. */
    public RawMessage last(int id) {
        return sender(id).message;
    }

    /** The time that a type 3 header would mean. */
    public long impliedTime(int id) {
        return (last(id).timestampMillis() + sender(id).impliedDelta) & 0xFFFFFFFFL;
    }

    private Sender sender(int id) {
        return senders.computeIfAbsent(id, unused -> new Sender());
    }

    /** Writes a message's header and first chunk. */
    public void begin(RawMessage message) {
        int id = message.chunkStreamId();
        Sender sender = sender(id);
        long delta = (message.timestampMillis() - sender.message.timestampMillis()) & 0xFFFFFFFFL;
        int format = format(sender, message, delta);
        basicHeader(format, id);
        long field = format == 0 ? message.timestampMillis() : delta;
        if (format < 3) {
            sender.extended = field >= 0xFFFFFF;
            sender.field = field;
            // A delta that no sender means: after a full header it is 0 then (as nginx-rtmp).
            sender.impliedDelta = format == 0 && field > 10_000 ? 0 : field;
            out.u24(sender.extended ? 0xFFFFFF : (int) field);
        }
        if (format < 2) {
            out.u24(message.payload().length()).u8(message.type());
        }
        if (format == 0) {
            out.u32(Integer.reverseBytes(message.streamId()) & 0xFFFFFFFFL);
        }
        if (sender.extended && (format < 3 || !omitting.contains(id))) {
            out.u32(sender.field);
        }
        sender.known = true;
        sender.message = message;
        sender.done = 0;
        open.add(id);
        chunk(id, sender);
    }

    /** Any of the header forms that can say this. A fresh chunk stream takes type 1 too, as librtmp sends it. */
    private int format(Sender sender, RawMessage message, long delta) {
        RawMessage last = sender.message;
        boolean sameStream = message.streamId() == last.streamId();
        boolean sameShape = sameStream
                && sender.known
                && message.type() == last.type()
                && message.payload().length() == last.payload().length();
        // Without payload behind it nobody can tell an omitted field from the next header.
        boolean ambiguous = sender.extended
                && omitting.contains(message.chunkStreamId())
                && message.payload().isEmpty();
        int most = sameShape ? delta == sender.impliedDelta && !ambiguous ? 3 : 2 : sameStream ? 1 : 0;
        return random.nextBoolean() ? most : random.nextInt(most + 1);
    }

    /** Writes one more chunk of a message under way, whichever. */
    public void next() {
        next(open.get(random.nextInt(open.size())));
    }

    /** Writes one more chunk on the chunk stream {@code id}. */
    public void next(int id) {
        Sender sender = sender(id);
        basicHeader(3, id);
        if (sender.extended && !omitting.contains(id)) {
            out.u32(sender.field);
        }
        chunk(id, sender);
    }

    /** The message under way on {@code id} will not be finished: what an Abort says on another chunk stream. */
    public void abandon(int id) {
        open.remove((Integer) id);
    }

    private void chunk(int id, Sender sender) {
        Slice payload = sender.message.payload();
        int count = Math.min(chunkSize, payload.length() - sender.done);
        out.bytes(payload, sender.done, count);
        sender.done += count;
        if (sender.done < payload.length()) {
            return;
        }
        open.remove((Integer) id);
        sent.add(sender.message);
        if (sender.message.type() == 1) {
            chunkSize = (int) Math.min(0xFFFFFF, payload.u32(0));
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
