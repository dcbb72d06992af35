package dev.sluice.rtmp.session;

/**
 * Running totals of one session, for rates and metrics.
 *
 * @param messages all messages, the others included
 * @param controls messages of types 1 to 6
 * @param commands messages of types 17 and 20
 * @param skipped messages that were legal but of no use: unknown, empty, undecodable data, shared objects
 * @param endings commands among these that end something: FCUnpublish, deleteStream, closeStream
 */
public record SessionCounters(long messages, long controls, long commands, long skipped, long endings) {}
