/**
 * Load for measurements: plain programs that {@code src/bench} starts against a packaged server, ours or a peer's.
 *
 * <p>May use everything that is public in the program. A new measurement is a class with a {@code main} that prints one
 * line of {@code name=value} pairs.
 */
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
