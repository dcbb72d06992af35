/**
 * Cuts the media of publications into segments, keeps the presentation and writes its playlists (RFC 8216).
 *
 * <p>May import {@code media}, {@code container.mpegts} and {@code bytes}; no thread, file or clock: the owner of a
 * publication calls it, time comes from an {@link java.time.InstantSource}, effects leave through {@link
 * dev.sluice.hls.HlsStorage} and {@link dev.sluice.hls.PresentationObserver}. Called by {@code app} (wiring), {@code
 * storage.volume} and {@code delivery.http} (names and snapshots).
 *
 * <p>The path of a frame: {@link dev.sluice.hls.Packager} asks {@link dev.sluice.hls.CutRule} whether a segment ends,
 * muxes, and hands complete segments to {@link dev.sluice.hls.Presentation}, which numbers, lists and expires them.
 *
 * <p>To add a tag: {@link dev.sluice.hls.PlaylistText} alone writes playlists. To add a file name: its record in {@link
 * dev.sluice.hls.HlsResource}, its grammar in {@link dev.sluice.hls.HlsNames}, nowhere else.
 */
@NullMarked
package dev.sluice.hls;

import org.jspecify.annotations.NullMarked;
