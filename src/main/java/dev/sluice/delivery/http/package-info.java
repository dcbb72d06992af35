/**
 * Viewers' requests below {@code /hls/}: playlists, segments and parts, from memory while they are live, else from the
 * volume; what a low-latency player asks for before it is there, as soon as it is.
 *
 * <p>May import {@code hls}, {@code live}, {@code bytes} and Vert.x Web. A path reaches the volume only after
 * the closed grammar of {@link dev.sluice.hls.HlsNames} has rebuilt it; files are read on a bounded pool of
 * their own, never on an event loop.
 *
 * <p>The path of a request: {@link dev.sluice.delivery.http.HlsRoutes} parses its name, {@code TokenCheck} asks who
 * may have it and gives it a {@code Ticket}, {@code PlaylistServing} or {@code FileServing} looks at the {@link
 * dev.sluice.delivery.http.LiveShelf}. Who must wait goes through {@code Holding} into the {@link
 * dev.sluice.delivery.http.WaitingRoom}, whose groups are woken by the shelf. To let requests wait for something
 * else: its record in {@code Awaited}.
 */
@NullMarked
package dev.sluice.delivery.http;

import org.jspecify.annotations.NullMarked;
