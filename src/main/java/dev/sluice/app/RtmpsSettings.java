package dev.sluice.app;

import java.time.Duration;

/**
 * The listener with TLS.
 *
 * @param tlsConfigurationName which configuration of the Quarkus TLS registry holds its certificate
 * @param handshakeTimeout how long the TLS handshake may take
 */
public record RtmpsSettings(int port, String tlsConfigurationName, Duration handshakeTimeout) {}
