package dev.sluice.delivery.rtmp;

import java.time.Duration;

/**
 * How players are served.
 *
 * @param gather how long messages wait for more, so that one write carries them all; zero writes each by itself
 * @param gatherBytes what is not waited beyond
 * @param chunkBytes the chunk size that every player was told
 * @param writeTimeout how long a player may read nothing of what waits for it
 * @param endAfter how long players wait for the next publication before they are told that the stream has ended; a
 *     takeover is much faster
 */
public record PlaySettings(Duration gather, int gatherBytes, int chunkBytes, Duration writeTimeout, Duration endAfter) {
    /** What one player may cost. */
    static final int MAX_QUEUED_BYTES = 4 << 20;

    /** From here on a player is spared pictures. */
    static final int SPARE_ABOVE_BYTES = 1 << 20;

    /** Leaves room in the queue for what comes while a player still reads its beginning. */
    static final int MAX_GOP_BYTES = 3 << 20;

    static final long MAX_GOP_MILLIS = 10_000;

    /** The defaults with another gathering time. */
    public static PlaySettings of(Duration gather, int chunkBytes) {
        return new PlaySettings(gather, 64 << 10, chunkBytes, Duration.ofSeconds(15), Duration.ofSeconds(2));
    }
}
