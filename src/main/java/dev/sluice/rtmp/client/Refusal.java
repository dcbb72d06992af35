package dev.sluice.rtmp.client;

/**
 * A server's no.
 *
 * @param code such as {@code NetStream.Publish.Denied}; empty when the server gave none
 */
public record Refusal(String code, String description) {}
