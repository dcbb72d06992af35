/**
 * Reads, writes and shares bytes and bits safely. Imports nothing but {@code java.base}; everybody may call it.
 *
 * <p>{@link dev.sluice.bytes.Slice} is the one currency: an immutable window on a byte array that is never written
 * again. Readers are cursors over a slice and answer every overrun with {@link dev.sluice.bytes.MalformedInput}.
 */
@NullMarked
package dev.sluice.bytes;

import org.jspecify.annotations.NullMarked;
