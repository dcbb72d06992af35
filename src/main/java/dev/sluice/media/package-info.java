/**
 * What live media is, apart from how any protocol says it: tracks, codecs, access units, timelines, sinks.
 *
 * <p>May import {@code bytes} and the codec packages below it ({@code media.avc}, {@code media.aac} …), which know
 * their bitstream and nothing else. Called by containers, {@code live} and {@code hls}.
 *
 * <p>To add a codec: a package {@code media.<codec>} with its configuration record and parser, a record in
 * {@link dev.sluice.media.Codec}, then the dispatches that the compiler names.
 */
@NullMarked
package dev.sluice.media;

import org.jspecify.annotations.NullMarked;
