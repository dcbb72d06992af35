package dev.sluice.live;

/**
 * A rate with a burst: tokens flow in evenly, whoever acts takes some. Time is an argument, so one thread or its
 * owner's lock guards it.
 */
public final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perNano;
    private final double burst;
    private double tokens;
    private long filledNanos;

    /** Begins full. */
    public TokenBucket(double perSecond, double burst, long nowNanos) {
        if (perSecond <= 0 || burst <= 0) {
            throw new IllegalArgumentException("a rate and its burst must be positive");
        }
        perNano = perSecond / NANOS_PER_SECOND;
        this.burst = burst;
        tokens = burst;
        filledNanos = nowNanos;
    }

    /** Takes {@code amount} if that many are there; else takes nothing. */
    public boolean tryTake(long amount, long nowNanos) {
        fill(nowNanos);
        if (tokens < (double) amount) {
            return false;
        }
        tokens -= amount;
        return true;
    }

    /** Takes {@code amount} for what has happened already; the bucket may owe afterwards. */
    public void take(long amount, long nowNanos) {
        fill(nowNanos);
        tokens -= amount;
    }

    /** Whether more was taken than had flowed in. */
    public boolean owes(long nowNanos) {
        fill(nowNanos);
        return tokens < 0;
    }

    private void fill(long nowNanos) {
        long passed = nowNanos - filledNanos;
        if (passed > 0) {
            tokens = Math.min(burst, tokens + passed * perNano);
            filledNanos = nowNanos;
        }
    }
}
