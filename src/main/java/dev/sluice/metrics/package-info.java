/**
 * What happens to streams, as Micrometer meters with the names of {@code docs/metrics.md}.
 *
 * <p>May import {@code live}, {@code hls} and Micrometer. Wired by {@code app}. Meters read plain counters
 * when they are scraped; no frame looks a meter up. To add one: register it with its description here, every
 * label set at its start value, and add its row to the docs.
 */
@NullMarked
package dev.sluice.metrics;

import org.jspecify.annotations.NullMarked;
