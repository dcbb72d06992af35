/**
 * The greeting before the first chunk (RTMP 1.0 §5.2): C0 to S2 for servers and for clients, plain and with digests.
 *
 * <p>May import {@code bytes}. Called by {@code rtmp.session} ({@link dev.sluice.rtmp.handshake.ServerHandshake}) and
 * {@code rtmp.client} ({@link dev.sluice.rtmp.handshake.ClientHandshake}). Randomness is an argument. RTMPE (version 6)
 * and RTMPT are not spoken.
 */
@NullMarked
package dev.sluice.rtmp.handshake;

import org.jspecify.annotations.NullMarked;
