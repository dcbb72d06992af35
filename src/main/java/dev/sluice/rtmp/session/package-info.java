/**
 * The server's side of one RTMP conversation as a state machine without I/O: bytes in, events and bytes out.
 *
 * <p>May import the rungs ({@code rtmp.handshake}, {@code rtmp.chunk}, {@code rtmp.message}), {@code amf} and
 * {@code bytes}. Called by {@code ingest.rtmp}, which owns socket, clock and decisions.
 *
 * <p>To serve one more command: its case in {@link dev.sluice.rtmp.session.CommandDispatch}, its answer in
 * {@link dev.sluice.rtmp.session.Replies}, and, if the caller must know, a record in
 * {@link dev.sluice.rtmp.session.SessionEvent}.
 */
@NullMarked
package dev.sluice.rtmp.session;

import org.jspecify.annotations.NullMarked;
