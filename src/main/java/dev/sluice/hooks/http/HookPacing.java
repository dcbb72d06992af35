package dev.sluice.hooks.http;

import java.time.Duration;

/**
 * How patient the sender is with its target.
 *
 * @param tries of one message
 * @param pause before the second try; doubles with each further one
 * @param tolerated failures in a row, over all messages, before the target is left alone
 * @param rest between attempts while it is
 */
public record HookPacing(int tries, Duration pause, int tolerated, Duration rest) {
    public static final HookPacing DEFAULT = new HookPacing(3, Duration.ofSeconds(1), 5, Duration.ofSeconds(30));
}
