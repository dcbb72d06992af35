package dev.sluice.ingest.rtmp;

import dev.sluice.live.CloseReason;
import java.time.Duration;
import java.util.Optional;

/**
 * The deadline that a connection lives under now. Moved from stage to stage; judged by the sweep of its loop, on the
 * monotonic clock.
 */
final class Deadline {
    private static final Duration AFTER_END = Duration.ofSeconds(1);
    /** How long a takeover may be held back when two encoders fight for a stream, and some for its flush. */
    private static final Duration LONGEST_FIGHT = Duration.ofSeconds(6);

    private final IngestSettings.Timeouts timeouts;
    private CloseReason reason = CloseReason.HANDSHAKE_TIMEOUT;
    private long dueNanos;
    private long pingNanos;
    private boolean pinged;
    private boolean lifted;

    Deadline(IngestSettings.Timeouts timeouts, long nowNanos) {
        this.timeouts = timeouts;
        set(CloseReason.HANDSHAKE_TIMEOUT, timeouts.hello(), nowNanos);
    }

    /** C0 and C1 are here; {@code acceptedNanos} is when the connection was. */
    void helloComplete(long acceptedNanos) {
        set(CloseReason.HANDSHAKE_TIMEOUT, timeouts.handshake(), acceptedNanos);
    }

    /** The handshake is over, {@code connect} is next. */
    void awaitConnect(long nowNanos) {
        set(CloseReason.CONNECT_TIMEOUT, timeouts.connect(), nowNanos);
    }

    /** {@code connect} was answered or a publication ended: {@code publish} is next. */
    void awaitPublish(long nowNanos) {
        set(CloseReason.CONNECT_TIMEOUT, timeouts.publish(), nowNanos);
    }

    /** The publication ended in a way after which most encoders leave; those that do not say so at once. */
    void awaitAnother(long nowNanos) {
        set(CloseReason.UNPUBLISHED, AFTER_END, nowNanos);
    }

    /** Whether {@link #awaitAnother} is what is waited for. */
    boolean isEnding() {
        return reason == CloseReason.UNPUBLISHED;
    }

    /** The key is good; the stream may still have to be let go by somebody else. */
    void awaitAdmission(long nowNanos) {
        set(CloseReason.AUTH_UNAVAILABLE, timeouts.authorization().plus(LONGEST_FIGHT), nowNanos);
    }

    void awaitAuthorization(long nowNanos) {
        set(CloseReason.AUTH_UNAVAILABLE, timeouts.authorization(), nowNanos);
    }

    void awaitFirstMedia(long nowNanos) {
        set(CloseReason.FIRST_MEDIA_TIMEOUT, timeouts.firstMedia(), nowNanos);
    }

    /** A frame came. */
    void mediaSeen(long nowNanos) {
        set(CloseReason.MEDIA_IDLE, timeouts.mediaIdle(), nowNanos);
    }

    /** A player lives as long as it reads. */
    void lift() {
        lifted = true;
    }

    /** The loop was away for {@code nanos}: nobody is blamed for that time. */
    void postpone(long nanos) {
        dueNanos += nanos;
        pingNanos += nanos;
    }

    /** Whether half of the time between frames is over, once for each silence: a ping may wake a link up. */
    boolean isPingDue(long nowNanos) {
        boolean due = reason == CloseReason.MEDIA_IDLE && !pinged && nowNanos - pingNanos > 0;
        pinged |= due;
        return due;
    }

    /** Why the connection is out of time, if it is. */
    Optional<CloseReason> missed(long nowNanos) {
        return !lifted && nowNanos - dueNanos > 0 ? Optional.of(reason) : Optional.empty();
    }

    private void set(CloseReason missed, Duration allowed, long fromNanos) {
        lifted = false;
        reason = missed;
        dueNanos = fromNanos + allowed.toNanos();
        pingNanos = fromNanos + allowed.toNanos() / 2;
        pinged = false;
    }
}
