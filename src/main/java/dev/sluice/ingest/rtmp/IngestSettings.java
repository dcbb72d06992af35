package dev.sluice.ingest.rtmp;

import dev.sluice.rtmp.session.SessionLimits;
import java.time.Duration;
import java.util.Set;

/**
 * What encoders may do and how long they may take.
 *
 * @param applications names that {@code connect} may ask for
 * @param play whether players are served
 * @param timeouts deadlines of a connection's stages
 * @param connections what connections may cost
 * @param session what one conversation may cost
 * @param readGather how long a publisher is left unread at most where there are many; zero for not at all
 * @param trustedProxies whose PROXY headers are believed, where a listener expects them
 */
public record IngestSettings(
        Set<String> applications,
        boolean play,
        Timeouts timeouts,
        ConnectionLimits connections,
        SessionLimits session,
        Duration readGather,
        TrustedNetworks trustedProxies) {
    /**
     * Each is a total for its stage, not an idle timer.
     *
     * @param hello from accept until C0 and C1 are here
     * @param handshake from accept until C2 is here
     * @param connect from the end of the handshake until {@code connect}
     * @param publish from {@code connect} until {@code publish}
     * @param authorization from {@code publish} until the answer
     * @param firstMedia from the answer until the first frame
     * @param mediaIdle between frames
     * @param write how long the peer may leave what was sent unread
     */
    public record Timeouts(
            Duration hello,
            Duration handshake,
            Duration connect,
            Duration publish,
            Duration authorization,
            Duration firstMedia,
            Duration mediaIdle,
            Duration write) {
        public static final Timeouts DEFAULT = new Timeouts(
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(15),
                Duration.ofSeconds(15));
    }
}
