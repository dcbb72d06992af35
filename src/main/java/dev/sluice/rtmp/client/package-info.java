/**
 * The publisher's side of an RTMP conversation without I/O, for the demo loop, tests and the load generator.
 *
 * <p>May import the rungs ({@code rtmp.handshake}, {@code rtmp.chunk}, {@code rtmp.message}), {@code amf} and
 * {@code bytes}. Called by {@code demo}.
 */
@NullMarked
package dev.sluice.rtmp.client;

import org.jspecify.annotations.NullMarked;
