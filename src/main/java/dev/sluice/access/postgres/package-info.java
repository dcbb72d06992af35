/**
 * Streams and keys in PostgreSQL: the check of a publisher, the watch over what is live, and the streams that the
 * service makes for itself.
 *
 * <p>May import {@code access}, {@code live}, {@code bytes}, {@code postgres} and the PG client. {@code app} builds
 * its classes; RTMP and {@code /auth} see {@link dev.sluice.live.PublishAuthorizer} alone. Every statement is prepared,
 * is found by the digest of the key and never by its text, and is bounded by {@link dev.sluice.postgres.Database}.
 */
@NullMarked
package dev.sluice.access.postgres;

import org.jspecify.annotations.NullMarked;
