package dev.sluice.admin.http;

import dev.sluice.access.FailedLookups;
import dev.sluice.bytes.Secret;
import dev.sluice.live.TokenBucket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * Who may administer: whoever knows the one token. Safe for several threads.
 *
 * <p>Wrong tokens are counted by address: beyond {@link #WRONG_PER_MINUTE} they are told to wait while the right one
 * still works, beyond {@link #TRIED_PER_MINUTE} none is looked at. Calls with the right token have a rate of their own.
 */
public final class AdminAccess {
    private static final int WRONG_PER_MINUTE = 10;
    private static final int TRIED_PER_MINUTE = 100;
    private static final int BURST = 4;
    private static final String SCHEME = "Bearer ";

    /** What a request may do. */
    enum Verdict {
        ALLOWED,
        /** There is no token: the administration does not exist here. */
        OFF,
        /** No token or a wrong one; the same for all of them. */
        DENIED,
        /** Too many wrong ones, or too many calls. */
        LIMITED
    }

    private final Optional<byte[]> digest;
    private final TokenBucket calls;
    private final FailedLookups wrong;
    private final FailedLookups tried;

    /**
     * The rule for one replica.
     *
     * @param token empty turns the administration off
     * @param callsPerSecond how many good calls are served, with a burst of four times as many
     */
    public AdminAccess(Optional<Secret> token, int callsPerSecond, long nowNanos) {
        this.digest = token.map(secret -> sha256(secret.reveal()));
        this.calls = new TokenBucket(callsPerSecond, (double) callsPerSecond * BURST, nowNanos);
        this.wrong = new FailedLookups(WRONG_PER_MINUTE, Integer.MAX_VALUE, nowNanos);
        this.tried = new FailedLookups(TRIED_PER_MINUTE, Integer.MAX_VALUE, nowNanos);
    }

    /** Judges the {@code Authorization} header of a request. */
    Verdict judge(Optional<String> authorization, String address, long nowNanos) {
        if (digest.isEmpty()) {
            return Verdict.OFF;
        }
        Optional<String> token = authorization
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
        if (token.isEmpty()) {
            return Verdict.DENIED;
        }
        if (!tried.admits(address, nowNanos)) {
            return Verdict.LIMITED;
        }
        if (MessageDigest.isEqual(digest.get(), sha256(token.get()))) {
            return takeCall(nowNanos) ? Verdict.ALLOWED : Verdict.LIMITED;
        }
        Verdict verdict = wrong.admits(address, nowNanos) ? Verdict.DENIED : Verdict.LIMITED;
        wrong.failed(address, nowNanos);
        tried.failed(address, nowNanos);
        return verdict;
    }

    private synchronized boolean takeCall(long nowNanos) {
        return calls.tryTake(1, nowNanos);
    }

    /** Digests have equal lengths, so that comparing them tells nothing about the token's. */
    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
