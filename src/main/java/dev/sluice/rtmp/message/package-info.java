/**
 * Raw messages to typed ones and back: one small record for each kind of message.
 *
 * <p>May import {@code rtmp.chunk}, {@code amf} and {@code bytes}. Called by {@code rtmp.session} and
 * {@code rtmp.client}. Timestamps and streams stay in the {@link dev.sluice.rtmp.chunk.RawMessage}; these
 * records are the bodies.
 *
 * <p>To add a message: its record with {@code decode} and {@code body}, its place in
 * {@link dev.sluice.rtmp.message.Message}, its line in {@link dev.sluice.rtmp.message.Message#decode}.
 */
@NullMarked
package dev.sluice.rtmp.message;

import org.jspecify.annotations.NullMarked;
