package dev.sluice.ingest.rtmp;

import java.util.concurrent.TimeUnit;

/** Finds out whether a peer that has no reason to speak, such as a player, is still there. */
final class Heartbeat {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** What is to be done now. */
    enum Due {
        NOTHING,
        PING,
        /** The ping was not answered. */
        CLOSE
    }

    private long heardNanos;
    private long pingedNanos;
    private boolean pinged;

    Heartbeat(long nowNanos) {
        heardNanos = nowNanos;
    }

    /** Any bytes are a sign of life. */
    void heard(long nowNanos) {
        heardNanos = nowNanos;
        pinged = false;
    }

    /** The loop was away. */
    void postpone(long nanos) {
        heardNanos += nanos;
        pingedNanos += nanos;
    }

    Due due(long nowNanos) {
        if (pinged) {
            return nowNanos - pingedNanos > ANSWER_NANOS ? Due.CLOSE : Due.NOTHING;
        }
        if (nowNanos - heardNanos <= QUIET_NANOS) {
            return Due.NOTHING;
        }
        pinged = true;
        pingedNanos = nowNanos;
        return Due.PING;
    }
}
