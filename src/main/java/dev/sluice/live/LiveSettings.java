package dev.sluice.live;

import java.time.Duration;

/**
 * Times of the life of a stream.
 *
 * @param resumeWindow how long what viewers see stays open after a publication has ended
 * @param silentAfter an incumbent that sent no media for this long yields to a newcomer under every policy
 */
public record LiveSettings(Duration resumeWindow, Duration silentAfter) {}
