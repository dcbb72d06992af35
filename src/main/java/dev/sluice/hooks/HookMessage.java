package dev.sluice.hooks;

import java.time.Instant;

/**
 * An event on its way.
 *
 * @param id the same at each attempt, so that the receiver can tell a repetition
 */
public record HookMessage(String id, Instant at, HookEvent event) {}
