package dev.sluice.app;

import dev.sluice.bytes.Secret;
import dev.sluice.hooks.HookSecret;
import dev.sluice.outbound.AddressRanges;
import dev.sluice.outbound.Target;
import java.time.Duration;
import java.util.Optional;

/** Reads which addresses the service itself calls. Their paths may hold secrets and are never shown. */
final class OutboundReader {
    private static final String URL = "https://host/path, or http:// to an allowed network, 2048 characters at most";
    private static final int MIN_TIMEOUT_MILLIS = 100;
    private static final int MAX_TIMEOUT_MILLIS = 10_000;

    private final PropertyReader properties;

    OutboundReader(PropertyReader properties) {
        this.properties = properties;
    }

    OutboundSettings read() {
        return new OutboundSettings(hooks(), authorizer());
    }

    private Optional<OutboundSettings.Hooks> hooks() {
        Optional<Target> target = target("hooks.url");
        Optional<HookSecret> secret = properties
                .secret(
                        "hooks.secret",
                        HookSecret.FORM,
                        text -> HookSecret.parse(new Secret(text)).isPresent())
                .flatMap(HookSecret::parse);
        AddressRanges allowed = properties.value(
                "hooks.allow", AddressRanges.NONE, "networks, comma-separated", "", AddressRanges::parse);
        if (target.isPresent() && secret.isEmpty()) {
            properties.error("sluice.hooks.url: needs sluice.hooks.secret, which is " + HookSecret.FORM);
        }
        return target.flatMap(where -> secret.map(key -> new OutboundSettings.Hooks(where, key, allowed)));
    }

    private Optional<OutboundSettings.Authorizer> authorizer() {
        Duration timeout =
                properties.duration("auth.http.timeout", Duration.ofSeconds(3), MIN_TIMEOUT_MILLIS, MAX_TIMEOUT_MILLIS);
        AddressRanges allowed = properties.value(
                "auth.http.allow",
                AddressRanges.parse(AddressRanges.PRIVATE),
                "networks, comma-separated",
                AddressRanges.PRIVATE,
                AddressRanges::parse);
        return target("auth.http.url").map(where -> new OutboundSettings.Authorizer(where, timeout, allowed));
    }

    private Optional<Target> target(String name) {
        return properties
                .secret(name, URL, text -> Target.parse(text).isPresent())
                .flatMap(text -> Target.parse(text.reveal()));
    }
}
