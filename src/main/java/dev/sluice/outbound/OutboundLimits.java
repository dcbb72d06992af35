package dev.sluice.outbound;

import java.time.Duration;

/**
 * What one client may take.
 *
 * @param deadline for a whole exchange: name, connection, TLS, request, answer
 * @param connections open at once
 * @param waiting requests without a connection yet
 * @param answerBytes of a body that is read to its end and not looked at
 */
public record OutboundLimits(Duration deadline, int connections, int waiting, int answerBytes) {}
