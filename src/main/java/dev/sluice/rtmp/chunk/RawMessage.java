package dev.sluice.rtmp.chunk;

import dev.sluice.bytes.Slice;

/**
 * One whole message whose payload nobody has looked into.
 *
 * @param timestampMillis modulo 2³²
 * @param type the message type id, 0…255
 * @param streamId the message stream id, 32 bits
 * @param chunkStreamId 2…65599
 */
public record RawMessage(long timestampMillis, int type, int streamId, int chunkStreamId, Slice payload) {}
