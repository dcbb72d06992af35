package dev.sluice.app;

import java.time.Duration;

/**
 * What guessing keys costs, and how long an answer carries over a database that is away.
 *
 * @param failuresPerMinute bad keys of one address
 * @param lookupsPerSecond keys looked up in all
 * @param reconnectCache zero for none
 */
public record GuessLimits(int failuresPerMinute, int lookupsPerSecond, Duration reconnectCache) {}
