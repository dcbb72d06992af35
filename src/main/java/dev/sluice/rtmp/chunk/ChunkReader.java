package dev.sluice.rtmp.chunk;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.bytes.SliceQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Takes chunks apart and puts messages together (RTMP 1.0 §5.3.1), as far as the bytes at hand go.
 *
 * <p>It stops behind each message and has looked at nothing beyond it, so that limits changed by the caller
 * hold from the next header on. Set Chunk Size and Abort are applied here at once and handed out as well.
 * Payload bytes are copied once, into an array that grows with what has arrived and never by what a header
 * promises.
 */
public final class ChunkReader {
    private static final int EXTENDED = 0xFFFFFF;
    private static final int MAX_CHUNK_SIZE = 0xFFFFFF;
    /** Smaller chunks would let a sender buy a header's work for each byte; no encoder uses them. */
    private static final int MIN_CHUNK_SIZE = 128;

    private static final int[] HEADER_BYTES = {11, 7, 3, 0};

    private enum Step {
        BASIC_HEADER,
        MESSAGE_HEADER,
        EXTENDED_TIMESTAMP,
        REPEATED_TIMESTAMP,
        PAYLOAD
    }

    private final ChunkLimits limits;
    private final Map<Integer, ChunkStream> streams = new HashMap<>();
    private boolean published;
    private int chunkSize = 128;
    private long partialBytes;

    private Step step = Step.BASIC_HEADER;
    private int format;
    private ChunkStream stream = new ChunkStream(0);
    private int length;
    private int type;
    private int streamId;
    private int chunkLeft;

    public ChunkReader(ChunkLimits limits) {
        this.limits = limits;
    }

    /** A publish was accepted: from the next header on the limits of media hold. */
    public void liftUnpublishedLimit() {
        published = true;
    }

    /** What the arrays of all unfinished messages hold, in bytes. */
    public long partialBytes() {
        return partialBytes;
    }

    /** The peer's chunk size, in bytes. */
    public int chunkSize() {
        return chunkSize;
    }

    /**
     * The next message, empty until more bytes have come. After an exception the connection cannot be read on.
     *
     * @throws MalformedInput when the chunks contradict the protocol
     * @throws MessageTooLong when a header promises more than the limits, or all unfinished messages together hold more
     */
    public Optional<RawMessage> read(SliceQueue in) throws MalformedInput, MessageTooLong {
        while (true) {
            boolean moved = switch (step) {
                case BASIC_HEADER -> basicHeader(in);
                case MESSAGE_HEADER -> messageHeader(in);
                case EXTENDED_TIMESTAMP -> extendedTimestamp(in);
                case REPEATED_TIMESTAMP -> repeatedTimestamp(in);
                case PAYLOAD -> payload(in);
            };
            if (!moved) {
                return Optional.empty();
            }
            if (step == Step.PAYLOAD && stream.missing() == 0) {
                return Optional.of(finish());
            }
        }
    }

    private boolean basicHeader(SliceQueue in) throws MalformedInput {
        if (in.isEmpty()) {
            return false;
        }
        int first = in.peek(0);
        int low = first & 0x3F;
        int bytes = low == 0 ? 2 : low == 1 ? 3 : 1;
        if (in.available() < bytes) {
            return false;
        }
        in.u8();
        int id = low;
        if (bytes > 1) {
            id = in.u8() + 64;
        }
        if (bytes > 2) {
            id += in.u8() << 8;
        }
        format = first >>> 6;
        stream = stream(id);
        if (!stream.isKnown() && format > 1) {
            throw new MalformedInput("first chunk header of type " + format + " on chunk stream " + id);
        }
        if (format < 3) {
            stream.requireFinished(format);
            step = Step.MESSAGE_HEADER;
        } else if (stream.isExtended() && !stream.omitsExtended()) {
            step = Step.REPEATED_TIMESTAMP;
        } else {
            beginRepeated();
        }
        return true;
    }

    private ChunkStream stream(int id) throws MalformedInput {
        ChunkStream known = streams.get(id);
        if (known != null) {
            return known;
        }
        if (streams.size() >= limits.maxChunkStreams()) {
            throw new MalformedInput("more than " + limits.maxChunkStreams() + " chunk streams");
        }
        ChunkStream fresh = new ChunkStream(id);
        streams.put(id, fresh);
        return fresh;
    }

    private boolean messageHeader(SliceQueue in) throws MalformedInput, MessageTooLong {
        if (in.available() < HEADER_BYTES[format]) {
            return false;
        }
        int time = in.u24();
        length = stream.length();
        type = stream.type();
        if (format < 2) {
            length = in.u24();
            type = in.u8();
        }
        if (format == 0) {
            // The one little-endian field of the protocol (§5.3.1.2.1).
            streamId = Integer.reverseBytes((int) in.u32());
        }
        judge();
        if (time == EXTENDED) {
            step = Step.EXTENDED_TIMESTAMP;
        } else {
            begin(time, false);
        }
        return true;
    }

    private void judge() throws MalformedInput, MessageTooLong {
        if (MessageType.isControl(type)) {
            int least = type == MessageType.USER_CONTROL ? 2 : 4;
            if (length < least || length > ChunkLimits.MAX_CONTROL_BYTES) {
                throw new MalformedInput("control message of type " + type + " with " + length + " bytes");
            }
            return;
        }
        int max = limits.maxBytes(type, published);
        if (length > max) {
            throw new MessageTooLong("message of type " + type + " with " + length + " bytes, " + max + " allowed");
        }
    }

    private boolean extendedTimestamp(SliceQueue in) {
        if (in.available() < 4) {
            return false;
        }
        begin(in.u32(), true);
        return true;
    }

    private void begin(long timeField, boolean extended) {
        stream.header(format, timeField, extended, length, type, streamId);
        beginChunk();
    }

    /** The field that half of the senders repeat on type 3 headers and the other half leave out. */
    private boolean repeatedTimestamp(SliceQueue in) {
        int count = (int) Math.min(4, in.available());
        if (!stream.mayBeExtended(in, count)) {
            stream.rememberOmission();
            beginRepeated();
            return true;
        }
        if (count < 4) {
            return false;
        }
        in.u32();
        beginRepeated();
        return true;
    }

    private void beginRepeated() {
        if (!stream.isUnfinished()) {
            stream.repeat();
        }
        beginChunk();
    }

    private void beginChunk() {
        chunkLeft = Math.min(chunkSize, stream.missing());
        step = Step.PAYLOAD;
    }

    private boolean payload(SliceQueue in) throws MessageTooLong {
        if (chunkLeft == 0) {
            step = Step.BASIC_HEADER;
            return true;
        }
        if (in.isEmpty()) {
            return false;
        }
        int capacity = stream.capacityFor(in.available());
        partialBytes += capacity - stream.capacity();
        if (partialBytes > limits.maxPartialBytes()) {
            throw new MessageTooLong("unfinished messages hold more than " + limits.maxPartialBytes() + " bytes");
        }
        Slice piece = in.take(chunkLeft);
        stream.append(piece, capacity);
        chunkLeft -= piece.length();
        return true;
    }

    private RawMessage finish() throws MalformedInput {
        partialBytes -= stream.capacity();
        RawMessage message = stream.finish();
        step = Step.BASIC_HEADER;
        if (message.type() == MessageType.SET_CHUNK_SIZE) {
            applyChunkSize(message.payload().u32(0));
        } else if (message.type() == MessageType.ABORT) {
            abort((int) message.payload().u32(0));
        }
        return message;
    }

    private void applyChunkSize(long size) throws MalformedInput {
        if (size < MIN_CHUNK_SIZE || size > Integer.MAX_VALUE) {
            throw new MalformedInput("chunk size " + size);
        }
        chunkSize = (int) Math.min(size, MAX_CHUNK_SIZE);
    }

    private void abort(int id) {
        ChunkStream aborted = streams.get(id);
        if (aborted != null) {
            partialBytes -= aborted.capacity();
            aborted.abort();
        }
    }
}
