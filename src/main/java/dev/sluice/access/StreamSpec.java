package dev.sluice.access;

import dev.sluice.live.TakeoverPolicy;
import dev.sluice.live.Visibility;

/**
 * What an operator decides about a stream and may change.
 *
 * @param title for people, 200 characters at most
 */
public record StreamSpec(String title, Visibility visibility, TakeoverPolicy takeover, MediaLimits limits) {
    public static final int MAX_TITLE = 200;

    /** What a stream is when nothing else is said. */
    public static final StreamSpec DEFAULT =
            new StreamSpec("", Visibility.PUBLIC, TakeoverPolicy.TAKEOVER, MediaLimits.NONE);
}
