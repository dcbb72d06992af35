package dev.sluice.ingest.rtmp;

/**
 * What connections may cost, before and after their key is checked.
 *
 * @param maxConnections open at once, of all listeners
 * @param maxPending not yet authorised, of all addresses
 * @param maxPendingPerAddress not yet authorised, of one address
 * @param connectRate new connections a second of one address
 * @param connectBurst how many of these may come at once
 * @param controlRate control messages a second
 * @param controlBurst how many of these may come at once
 * @param commandRate commands a second once publish or play is accepted
 * @param commandBurst how many of these may come at once
 * @param messageRate messages a second above which reading pauses
 * @param writeQueueBytes what a peer that does not play may leave unread
 * @param wireBitrate bits a second above which reading pauses
 * @param partialBytes unfinished messages of all connections together
 */
public record ConnectionLimits(
        int maxConnections,
        int maxPending,
        int maxPendingPerAddress,
        int connectRate,
        int connectBurst,
        int controlRate,
        int controlBurst,
        int commandRate,
        int commandBurst,
        int messageRate,
        int writeQueueBytes,
        long wireBitrate,
        long partialBytes) {
    public static final ConnectionLimits DEFAULT =
            new ConnectionLimits(4096, 2048, 256, 100, 500, 200, 2000, 20, 100, 2000, 1 << 20, 200_000_000, 256 << 20);
}
