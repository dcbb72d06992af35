package dev.sluice.rtmp.chunk;

import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.bytes.SliceQueue;
import java.util.Arrays;

/** What is remembered of one chunk stream: the last header, which the next may leave out, and the message under way. */
final class ChunkStream {
    private static final int FIRST_CAPACITY = 4096;
    /** A larger delta after a full header was never meant: that sender takes the delta to be zero (as nginx-rtmp). */
    private static final long MAX_IMPLIED_DELTA_MILLIS = 10_000;

    private static final byte[] NOTHING = {};

    final int id;
    private long timestampMillis;
    private long deltaMillis;
    private int length;
    private int type;
    private int streamId;
    private boolean known;
    private boolean extended;
    private long extendedField;
    private boolean omitsExtended;
    private boolean unfinished;
    private byte[] payload = NOTHING;
    private int received;

    ChunkStream(int id) {
        this.id = id;
    }

    boolean isKnown() {
        return known;
    }

    boolean isUnfinished() {
        return unfinished;
    }

    boolean isExtended() {
        return extended;
    }

    boolean omitsExtended() {
        return omitsExtended;
    }

    /** Old librtmp and many mobile encoders leave the field out of type 3 headers; such a sender never changes. */
    void rememberOmission() {
        omitsExtended = true;
    }

    int length() {
        return length;
    }

    int type() {
        return type;
    }

    int missing() {
        return length - received;
    }

    int capacity() {
        return payload.length;
    }

    /** A header of type 0, 1 or 2 in place; {@code format} says which fields hold. */
    void header(int format, long timeField, boolean isExtended, int newLength, int newType, int newStreamId) {
        extended = isExtended;
        extendedField = timeField;
        if (format == 0) {
            timestampMillis = timeField;
            streamId = newStreamId;
        } else {
            timestampMillis = (timestampMillis + timeField) & 0xFFFFFFFFL;
        }
        // RTMP 1.0 §5.3.1.2.4: after a type 0 chunk the delta of a type 3 one is the time stamp itself.
        deltaMillis = format == 0 && timeField > MAX_IMPLIED_DELTA_MILLIS ? 0 : timeField;
        if (format < 2) {
            length = newLength;
            type = newType;
        }
        known = true;
        begin();
    }

    /** A type 3 header that begins a new message like the last one. */
    void repeat() {
        timestampMillis = (timestampMillis + deltaMillis) & 0xFFFFFFFFL;
        begin();
    }

    private void begin() {
        unfinished = true;
        received = 0;
    }

    /**
     * Whether the first {@code count} bytes that wait may be an extended time stamp on a type 3 header: the last field
     * repeated (FFmpeg, Flash, GStreamer, OBS), zeros (gortmplib), or the absolute time.
     */
    boolean mayBeExtended(SliceQueue in, int count) {
        return matches(in, count, extendedField)
                || matches(in, count, 0)
                || matches(in, count, timestampMillis)
                || (!unfinished && matches(in, count, (timestampMillis + deltaMillis) & 0xFFFFFFFFL));
    }

    private static boolean matches(SliceQueue in, int count, long field) {
        for (int i = 0; i < count; i++) {
            if (in.peek(i) != (field >>> (24 - 8 * i) & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    /** How large the array must be when {@code arrived} more bytes are at hand; never beyond twice what has come. */
    int capacityFor(long arrived) {
        long needed = received + Math.min(arrived, missing());
        if (needed <= payload.length) {
            return payload.length;
        }
        return (int) Math.min(length, Math.max(FIRST_CAPACITY, 2 * needed));
    }

    void append(Slice piece, int capacity) {
        if (capacity > payload.length) {
            payload = Arrays.copyOf(payload, capacity);
        }
        piece.copyTo(payload, received);
        received += piece.length();
    }

    RawMessage finish() {
        Slice whole = Slice.wrap(payload, 0, length);
        abort();
        return new RawMessage(timestampMillis, type, streamId, id, whole);
    }

    /** Drops the payload; header and time stamp stay the base of what follows (Errata and Addenda 2024, Abort). */
    void abort() {
        unfinished = false;
        payload = NOTHING;
        received = 0;
    }

    void requireFinished(int format) throws MalformedInput {
        if (unfinished) {
            throw new MalformedInput("chunk header of type " + format + " inside a message on chunk stream " + id);
        }
    }
}
