/**
 * Which replica publishes which stream, kept in PostgreSQL: claims with a growing epoch, renewed while they are held.
 *
 * <p>May import {@code live}, {@code postgres} and the PG client; {@code app} builds it, the registry of live streams
 * sees {@link dev.sluice.live.StreamClaims} alone.
 */
@NullMarked
package dev.sluice.cluster.postgres;

import org.jspecify.annotations.NullMarked;
