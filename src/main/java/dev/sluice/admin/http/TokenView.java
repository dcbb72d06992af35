package dev.sluice.admin.http;

import dev.sluice.bytes.Secret;
import dev.sluice.live.StreamName;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A playback token with the addresses that it opens.
 *
 * @param token for the query of any address of the stream, as it is
 * @param expires RFC 3339
 * @param playlist where players begin
 * @param watch the watch page, which turns the token into a cookie
 */
@Schema(name = "PlaybackToken")
public record TokenView(String token, String stream, String expires, String playlist, String watch) {
    static TokenView of(StreamName stream, Secret token, Instant expires) {
        String query = "?token=" + token.reveal();
        return new TokenView(
                token.reveal(),
                stream.value(),
                expires.toString(),
                "/hls/" + stream + ".m3u8" + query,
                "/watch/" + stream + query);
    }

    /** A token is no word for a log. */
    @Override
    public String toString() {
        return "TokenView[stream=" + stream + ", expires=" + expires + "]";
    }
}
