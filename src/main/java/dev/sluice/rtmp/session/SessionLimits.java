package dev.sluice.rtmp.session;

import dev.sluice.amf.AmfLimits;
import dev.sluice.rtmp.chunk.ChunkLimits;

/**
 * What one connection may do. Rates are the caller's, who has the clock, by {@link SessionCounters}.
 *
 * @param maxMessageStreams createStream commands
 * @param maxCommandsBeforePublish commands of any name until a publish or play is accepted
 * @param acknowledgementWindowBytes how often an acknowledgement goes out when the peer has announced no window, and
 *     what the peer is asked to use
 */
public record SessionLimits(
        ChunkLimits chunks,
        AmfLimits amf,
        int maxMessageStreams,
        int maxCommandsBeforePublish,
        int acknowledgementWindowBytes) {
    public static final SessionLimits DEFAULT =
            new SessionLimits(ChunkLimits.DEFAULT, AmfLimits.DEFAULT, 8, 64, 2_500_000);
}
