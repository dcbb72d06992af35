/**
 * Writes the HLS tree to the volume: ordered per stream, bounded in bytes, atomic, off the event loops; and sweeps up
 * what earlier processes left behind.
 *
 * <p>May import {@code hls}, {@code bytes} and JBoss Logging. Called by {@code app} only; presentations
 * see the port {@link dev.sluice.hls.HlsStorage}.
 *
 * <p>To add a file operation: a record in {@link dev.sluice.storage.volume.Operation} and its case in {@link
 * dev.sluice.storage.volume.VolumeTree}.
 */
@NullMarked
package dev.sluice.storage.volume;

import org.jspecify.annotations.NullMarked;
