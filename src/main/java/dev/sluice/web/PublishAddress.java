package dev.sluice.web;

import java.util.Optional;

/**
 * Where encoders publish, as the onboarding card shows it.
 *
 * @param configuredUrl a whole URL such as {@code rtmp://ingest.example.org/live}, where RTMP has an address of its
 *     own; empty: the page takes the host from its own address
 * @param port the RTMP port, shown unless it is 1935
 * @param app the first segment of the path
 */
record PublishAddress(Optional<String> configuredUrl, int port, String app) {}
