package dev.sluice.rtmp.message;

import dev.sluice.bytes.ByteReader;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.MalformedInput;
import dev.sluice.bytes.Slice;
import dev.sluice.rtmp.chunk.MessageType;

/**
 * The sender asks its peer to announce this window (RTMP 1.0 §5.4.5).
 *
 * @param windowBytes 32 bits, unsigned
 * @param limit {@link #HARD}, {@link #SOFT}, {@link #DYNAMIC}, or what else the peer wrote
 */
public record SetPeerBandwidth(long windowBytes, int limit) implements Message {
    public static final int HARD = 0;
    public static final int SOFT = 1;
    public static final int DYNAMIC = 2;

    static SetPeerBandwidth decode(Slice payload) throws MalformedInput {
        ByteReader in = new ByteReader(payload);
        return new SetPeerBandwidth(in.u32(), in.isAtEnd() ? DYNAMIC : in.u8());
    }

    @Override
    public int type() {
        return MessageType.SET_PEER_BANDWIDTH;
    }

    @Override
    public Slice body() {
        return new ByteWriter(5).u32(windowBytes).u8(limit).take();
    }
}
