package dev.sluice.app;

import java.time.Duration;

/**
 * How long recordings are kept.
 *
 * @param longest since the end of the presentation
 * @param mostBytes that all of them together may take; the oldest go first
 */
public record RecordingLimits(Duration longest, long mostBytes) {}
