/**
 * RTMP play: one stream's media to many players, built once and written in merged pieces.
 *
 * <p>May import {@code live}, {@code media}, {@code container.flv}, {@code rtmp.message}, {@code rtmp.chunk},
 * {@code amf}, {@code bytes} and Netty's buffers. Called by {@code ingest.rtmp}, whose listener learns only from the
 * play command that a connection is a player, and wired by {@code app}.
 *
 * <p>{@link dev.sluice.delivery.rtmp.RtmpPlayers} is the {@code live.Output}. A {@code StreamFeed} gathers what its
 * publication gives for some milliseconds into one {@code Batch} of finished chunks, and hands that over once to each
 * event loop that has players; a {@code PlayerGroup} gives every {@link dev.sluice.delivery.rtmp.Player} of its loop
 * the same bytes, which is one write for each. Which messages a player is spared is the player's own decision.
 */
@NullMarked
package dev.sluice.delivery.rtmp;

import org.jspecify.annotations.NullMarked;
