package dev.sluice.access;

import dev.sluice.live.StreamName;
import java.time.Instant;

/**
 * A stream as it is stored.
 *
 * @param revision grows with every change
 */
public record StreamEntry(StreamName name, StreamSpec spec, Instant created, long revision) {}
