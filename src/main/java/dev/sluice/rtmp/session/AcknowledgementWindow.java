package dev.sluice.rtmp.session;

import java.util.OptionalLong;

/**
 * Counts received bytes and says when to acknowledge them (RTMP 1.0 §5.4.3).
 *
 * <p>Wirecast 7 and some hardware encoders never announce a window and still stop when no acknowledgement comes, so one
 * goes out every {@code defaultBytes} whatever the peer has said.
 */
final class AcknowledgementWindow {
    /** A smaller window would make the peer's one message cost many of ours. */
    private static final long LEAST_BYTES = 64 << 10;

    /** Ten a second are enough for any window; more would be the peer's way to make us write. */
    private static final long LEAST_NANOS = 100_000_000;

    private final long defaultBytes;
    private long everyBytes;
    private long received;
    private long acknowledged;
    private long acknowledgedNanos;
    private boolean everAcknowledged;

    AcknowledgementWindow(long defaultBytes) {
        this.defaultBytes = defaultBytes;
        everyBytes = defaultBytes;
    }

    /** The peer has announced its window; zero and numbers that are negative in 32 bits mean nothing. */
    void announced(long windowBytes) {
        if (windowBytes > 0 && windowBytes <= Integer.MAX_VALUE) {
            // Half, as SRS and FFmpeg do: a peer that waits at its window's end must not wait for us.
            everyBytes = Math.min(defaultBytes, Math.max(LEAST_BYTES, windowBytes / 2));
        }
    }

    void received(int bytes) {
        received += bytes;
    }

    /** The number to acknowledge, modulo 2³²; empty when none is due. Encoders stall when it stops at 2³¹. */
    OptionalLong due(long nowNanos) {
        boolean isTooSoon = everAcknowledged && nowNanos - acknowledgedNanos < LEAST_NANOS;
        if (received - acknowledged < everyBytes || isTooSoon) {
            return OptionalLong.empty();
        }
        acknowledged = received;
        acknowledgedNanos = nowNanos;
        everAcknowledged = true;
        return OptionalLong.of(received & 0xFFFFFFFFL);
    }
}
