package dev.sluice.container.flv;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;

/**
 * The parts of an Enhanced RTMP v2 header that audio and video have in common: modifiers, FourCC, several
 * tracks.
 *
 * @param packetType what stands behind all modifiers
 * @param presentationNanos to be added to the presentation time, 0…999,999
 */
record ExtendedHeader(int packetType, int presentationNanos) {
    private static final int MODIFIER = 7;
    private static final int LONG_MODIFIER = 256;
    private static final int NANOSECOND_OFFSET = 0;
    private static final int MAX_NANOS = 999_999;
    private static final int ONE_TRACK = 0;
    private static final int MANY_TRACKS = 1;
    private static final int MANY_CODECS = 2;

    /** Receives the body of each track in a message. */
    interface TrackBody {
        void read(long fourCc, int trackIndex, int packetType, ByteReader body) throws MalformedInput;
    }

    /**
     * Reads all ModEx prefixes, of which only the nanosecond offset is defined; {@code firstType} is the
     * packet type in front of them.
     */
    static ExtendedHeader read(ByteReader in, int firstType) throws MalformedInput {
        int type = firstType;
        int nanos = 0;
        while (type == MODIFIER) {
            int length = in.u8() + 1;
            if (length == LONG_MODIFIER) {
                length = in.u16() + 1;
            }
            Slice data = in.slice(length);
            int next = in.u8();
            if (next >> 4 == NANOSECOND_OFFSET && length >= 3 && data.u24(0) <= MAX_NANOS) {
                nanos = data.u24(0);
            }
            type = next & 0xF;
        }
        return new ExtendedHeader(type, nanos);
    }

    /**
     * Reads the FourCC and hands over the body, or all bodies if the message has several tracks.
     *
     * @return false if the layout of the tracks is one that no specification defines yet
     */
    boolean readTracks(ByteReader in, int multitrackType, TrackBody handler) throws MalformedInput {
        if (packetType != multitrackType) {
            handler.read(in.u32(), 0, packetType, in);
            return true;
        }
        int head = in.u8();
        int layout = head >> 4;
        int innerType = head & 0xF;
        if (layout > MANY_CODECS || innerType == multitrackType || innerType == MODIFIER) {
            return false;
        }
        long fourCc = layout == MANY_CODECS ? FourCc.NONE : in.u32();
        do {
            long trackFourCc = layout == MANY_CODECS ? in.u32() : fourCc;
            int index = in.u8();
            ByteReader body = new ByteReader(layout == ONE_TRACK ? in.rest() : in.slice(in.u24()));
            handler.read(trackFourCc, index, innerType, body);
        } while (layout >= MANY_TRACKS && !in.isAtEnd());
        return true;
    }
}
