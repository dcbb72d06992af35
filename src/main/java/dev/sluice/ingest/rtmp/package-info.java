/**
 * Sockets to sessions: RTMP over TCP as Vert.x verticles, one per event loop.
 *
 * <p>May import {@code rtmp.session}, {@code container.flv}, {@code live}, {@code media}, {@code bytes}, Vert.x, and
 * {@code delivery.rtmp}, because only the play command tells that a connection is a player. Deployed by {@code app}. A
 * connection, its session and its publication belong to one event loop and are never touched from another thread; what
 * connections of all loops share is in {@link dev.sluice.ingest.rtmp.Protection}.
 *
 * <p>To add a limit: a component of {@link dev.sluice.ingest.rtmp.ConnectionLimits}, its check in {@link
 * dev.sluice.ingest.rtmp.ConnectionGuard}, its property in {@code app}, its line in {@code docs/limits.md}.
 */
@NullMarked
package dev.sluice.ingest.rtmp;

import org.jspecify.annotations.NullMarked;
