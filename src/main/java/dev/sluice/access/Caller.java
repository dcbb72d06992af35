package dev.sluice.access;

/**
 * Who changes something, for the audit.
 *
 * @param address numeric, without port
 * @param requestId what the answer also carries, 64 characters at most
 */
public record Caller(String address, String requestId) {}
