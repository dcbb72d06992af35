package dev.sluice.app;

import dev.sluice.bytes.Secret;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The token that opens the administration: the configured one; a random one, printed and not stored, where somebody
 * tries the service; none in production.
 *
 * @param token empty turns the administration off
 * @param isRandom whether nobody can know it unless it is printed
 */
record AdminToken(Optional<Secret> token, boolean isRandom) {
    private static final Logger LOG = Logger.getLogger("dev.sluice.app");
    private static final int RANDOM_BYTES = 24;

    static AdminToken of(AdminSettings settings, boolean isTrial) {
        settings.token()
                .filter(token -> token.length() < AdminSettings.GOOD_TOKEN)
                .ifPresent(weak -> LOG.warnf(
                        "event=weak_admin_token advice=\"sluice.admin.token should have %d characters or more\"",
                        AdminSettings.GOOD_TOKEN));
        if (settings.token().isEmpty() && isTrial) {
            byte[] bytes = new byte[RANDOM_BYTES];
            new SecureRandom().nextBytes(bytes);
            return new AdminToken(Optional.of(new Secret(HexFormat.of().formatHex(bytes))), true);
        }
        return new AdminToken(settings.token(), false);
    }

    /** The token where it has to be printed. */
    Optional<Secret> toPrint() {
        return isRandom ? token : Optional.empty();
    }
}
