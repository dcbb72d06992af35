package dev.sluice.live;

import dev.sluice.bytes.Secret;
import java.util.Optional;

/**
 * An encoder's wish to publish.
 *
 * @param key the stream key as given, unchecked
 * @param name the stream name as given, unchecked; empty when the key alone decides
 * @param remoteAddress the encoder's numeric address without port
 */
public record PublishAttempt(Secret key, Optional<String> name, String remoteAddress) {}
