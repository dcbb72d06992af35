package dev.sluice.access;

import dev.sluice.bytes.Secret;
import java.util.Optional;

/**
 * A key that was asked for.
 *
 * @param text the key itself; empty when the request is a repetition, because it was shown to the first
 */
public record IssuedKey(KeyEntry entry, Optional<Secret> text) {}
