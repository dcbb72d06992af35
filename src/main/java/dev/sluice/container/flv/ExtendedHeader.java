package dev.sluice.container.flv;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.MalformedInput;

/**
 * The parts of an Enhanced RTMP v2 header that audio and video have in common: modifiers, FourCC, several
 * tracks.
 */
final class ExtendedHeader {
    private static final int MODIFIER = 7;
    private static final int LONG_MODIFIER = 256;
    private static final int ONE_TRACK = 0;
    private static final int MANY_TRACKS = 1;
    private static final int MANY_CODECS = 2;

    private ExtendedHeader() {}

    /** Receives the body of each track in a message. */
    interface TrackBody {
        void read(long fourCc, int trackIndex, int packetType, ByteReader body) throws MalformedInput;
    }

    /**
     * Skips all ModEx prefixes, of which only the nanosecond offset is defined; gives the packet type behind
     * them.
     */
    static int skipModifiers(ByteReader in, int packetType) throws MalformedInput {
        int type = packetType;
        while (type == MODIFIER) {
            int length = in.u8() + 1;
            if (length == LONG_MODIFIER) {
                length = in.u16() + 1;
            }
            in.skip(length);
            type = in.u8() & 0xF;
        }
        return type;
    }

    /** Reads the FourCC and hands over the body, or all bodies if the message has several tracks. */
    static void readTracks(ByteReader in, int packetType, int multitrackType, TrackBody handler) throws MalformedInput {
        if (packetType != multitrackType) {
            handler.read(in.u32(), 0, packetType, in);
            return;
        }
        int head = in.u8();
        int layout = head >> 4;
        int innerType = head & 0xF;
        if (layout > MANY_CODECS || innerType == multitrackType || innerType == MODIFIER) {
            throw new MalformedInput("multitrack layout " + layout + " of packet type " + innerType);
        }
        long fourCc = layout == MANY_CODECS ? FourCc.NONE : in.u32();
        do {
            long trackFourCc = layout == MANY_CODECS ? in.u32() : fourCc;
            int index = in.u8();
            ByteReader body = new ByteReader(layout == ONE_TRACK ? in.rest() : in.slice(in.u24()));
            handler.read(trackFourCc, index, innerType, body);
        } while (layout >= MANY_TRACKS && !in.isAtEnd());
    }
}
