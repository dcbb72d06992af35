package dev.sluice.ingest.rtmp;

import dev.sluice.live.TokenBucket;
import dev.sluice.rtmp.session.ProtocolViolation;
import dev.sluice.rtmp.session.ProtocolViolation.Kind;
import dev.sluice.rtmp.session.SessionCounters;

/**
 * What one connection sends a second. Messages and bytes above their rate only wait: bursts are what a mobile uplink
 * does after a stall. Control messages and commands have no reason to be many, so they end the connection.
 */
final class ConnectionRates {
    private static final int BITS = 8;

    private final ConnectionLimits limits;
    private final TokenBucket messages;
    private final TokenBucket controls;
    private final TokenBucket commands;
    private final TokenBucket bytes;
    private SessionCounters seen = new SessionCounters(0, 0, 0, 0, 0);

    ConnectionRates(ConnectionLimits limits, long nowNanos) {
        this.limits = limits;
        messages = new TokenBucket(limits.messageRate(), limits.messageRate(), nowNanos);
        controls = new TokenBucket(limits.controlRate(), limits.controlBurst(), nowNanos);
        commands = new TokenBucket(limits.commandRate(), limits.commandBurst(), nowNanos);
        double bytesPerSecond = (double) limits.wireBitrate() / BITS;
        bytes = new TokenBucket(bytesPerSecond, bytesPerSecond, nowNanos);
    }

    void received(int count, long nowNanos) {
        bytes.take(count, nowNanos);
    }

    /**
     * Counts what was read since the last call.
     *
     * @param accepted whether publish or play is accepted; before that the session bounds commands in all
     */
    void count(SessionCounters now, boolean accepted, long nowNanos) throws ProtocolViolation {
        SessionCounters before = seen;
        seen = now;
        messages.take(now.messages() - before.messages(), nowNanos);
        if (!controls.tryTake(now.controls() - before.controls(), nowNanos)) {
            throw new ProtocolViolation(Kind.RATE, "more than " + limits.controlRate() + " control messages a second");
        }
        if (accepted && !commands.tryTake(now.commands() - before.commands(), nowNanos)) {
            throw new ProtocolViolation(Kind.RATE, "more than " + limits.commandRate() + " commands a second");
        }
    }

    /** Whether reading should pause. */
    boolean isAhead(long nowNanos) {
        return messages.owes(nowNanos) || bytes.owes(nowNanos);
    }
}
