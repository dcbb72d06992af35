/**
 * Access units to MPEG-2 transport stream segments (ISO/IEC 13818-1). May import {@code media}, its codec
 * packages and {@code bytes}; called by {@code hls}.
 *
 * <p>{@link dev.sluice.container.mpegts.TsMuxer} is the one door. It decides what is written when; the other
 * classes know how one thing is laid out: a packet, a section, a PES header.
 *
 * <p>To add a codec: a line in {@link dev.sluice.container.mpegts.StreamType} and, if its access units are
 * not written as they are, a converter in its {@code media} package and a branch in the muxer.
 */
@NullMarked
package dev.sluice.container.mpegts;

import org.jspecify.annotations.NullMarked;
