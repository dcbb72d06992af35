package dev.sluice.app;

import dev.sluice.bytes.Secret;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what the administration is limited to. */
final class AdminReader {
    /** What a header can carry (RFC 6750 §2.1, and a little more). */
    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,512}");

    private final PropertyReader properties;

    AdminReader(PropertyReader properties) {
        this.properties = properties;
    }

    AdminSettings read() {
        Optional<Secret> token = properties.secret(
                "admin.token",
                "1 to 512 visible ASCII characters",
                text -> TOKEN.matcher(text).matches());
        return new AdminSettings(
                token,
                properties.number("api.rate", 50, 1, 10_000),
                properties.number("events.max-subscribers", 64, 1, 10_000));
    }
}
