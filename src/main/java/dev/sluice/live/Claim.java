package dev.sluice.live;

/**
 * This replica's right to publish a stream.
 *
 * @param epoch the publication's number, greater than that of every earlier publication of the stream
 */
public record Claim(StreamName stream, long epoch) {}
