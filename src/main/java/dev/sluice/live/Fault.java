package dev.sluice.live;

/**
 * Why a publication cannot go on.
 *
 * @param detail names the limit, for the log
 */
public record Fault(CloseReason reason, String detail) {}
