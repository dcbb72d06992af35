/**
 * Chunks to raw messages and back (RTMP 1.0 §5.3): which bytes belong to which message, and when it was stamped.
 *
 * <p>May import {@code bytes}. Called by {@code rtmp.message} for the type {@link
 * dev.sluice.rtmp.chunk.RawMessage}, and by {@code rtmp.session} and {@code rtmp.client} to read and write.
 * What a message means is not known here, but for Set Chunk Size and Abort, which are about chunks.
 */
@NullMarked
package dev.sluice.rtmp.chunk;

import org.jspecify.annotations.NullMarked;
