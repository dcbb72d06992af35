package dev.sluice.ingest.rtmp;

/**
 * How many connections the process's file descriptors have room for (NET-4). Some stay free for health checks, metrics,
 * viewers and files: a replica without them is dead, one that turns encoders away is only full.
 */
final class DescriptorRoom {
    private static final long RESERVE_SHARE = 8;
    private static final long MOST_RESERVED = 1_024;

    private long mostConnections = Long.MAX_VALUE;

    /**
     * A new measurement; what is no connection is taken to stay as it is until the next one.
     *
     * @param open descriptors of any kind
     * @param limit how many the system allows
     * @param connections of ours among them
     */
    void measured(long open, long limit, int connections) {
        long others = Math.max(0, open - connections);
        mostConnections = limit - Math.min(limit / RESERVE_SHARE, MOST_RESERVED) - others;
    }

    boolean isFull(int connections) {
        return connections >= mostConnections;
    }
}
