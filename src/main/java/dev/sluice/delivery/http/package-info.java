/**
 * Viewers' requests below {@code /hls/}: playlists and segments, from memory while they are live, else from the volume.
 *
 * <p>May import {@code hls}, {@code live}, {@code bytes} and Vert.x Web. A path reaches the volume only after
 * the closed grammar of {@link dev.sluice.hls.HlsNames} has rebuilt it; files are read on a bounded pool of
 * their own, never on an event loop.
 */
@NullMarked
package dev.sluice.delivery.http;

import org.jspecify.annotations.NullMarked;
