package dev.sluice.live;

import dev.sluice.bytes.Secret;
import java.util.Optional;

/** Decides who may watch a stream, from memory and at once; any thread. */
public interface PlaybackAuthorizer {
    /**
     * Decides about the stream that the route named.
     *
     * @param token the playback token as given, unchecked
     * @param address the viewer's numeric address
     */
    Playback decide(StreamName stream, Optional<Secret> token, String address);

    /** The cookie that the pages set and that requests below {@code /hls/} may carry instead of a query. */
    static String cookieName(StreamName stream) {
        return "sluice-token-" + stream.value();
    }
}
