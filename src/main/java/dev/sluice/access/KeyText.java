package dev.sluice.access;

import dev.sluice.bytes.Secret;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an encoder gave as its key, judged by its form alone. */
public sealed interface KeyText {
    /** A well-formed key of the house format. */
    record Native(KeyDigest digest) implements KeyText {}

    /** No key of the house format; may be one imported from the replaced system, as long as such keys exist. */
    record Foreign(KeyDigest digest) implements KeyText {}

    /** Cannot be a key: mistyped, empty, too long, or with characters that do not print. Never looked up. */
    record Malformed() implements KeyText {}

    /** Imported keys: printable ASCII, 128 characters at most. */
    Pattern FOREIGN = Pattern.compile("[ -~]{1,128}");

    /** Judges a key without asking anybody. */
    static KeyText read(Secret key) {
        Optional<Secret> canonical = StreamKeyFormat.canonical(key);
        if (canonical.isPresent()) {
            return new Native(KeyDigest.of(canonical.get()));
        }
        boolean mistyped = StreamKeyFormat.claims(key.reveal().strip());
        return mistyped || !FOREIGN.matcher(key.reveal()).matches() ? new Malformed() : new Foreign(KeyDigest.of(key));
    }
}
