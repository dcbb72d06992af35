package dev.sluice.app;

import dev.sluice.hooks.HookSecret;
import dev.sluice.outbound.AddressRanges;
import dev.sluice.outbound.Target;
import java.time.Duration;
import java.util.Optional;

/**
 * The addresses that the service itself calls.
 *
 * @param hooks where events go
 * @param authorizer who decides about publishers in place of the database
 */
public record OutboundSettings(Optional<Hooks> hooks, Optional<Authorizer> authorizer) {
    /** Where events go; {@code allowed} may be reached without TLS and though they are not public. */
    public record Hooks(Target target, HookSecret secret, AddressRanges allowed) {}

    /** Who decides about publishers; {@code allowed} as for events. */
    public record Authorizer(Target target, Duration timeout, AddressRanges allowed) {}
}
