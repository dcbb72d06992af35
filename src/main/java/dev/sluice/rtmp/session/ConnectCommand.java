package dev.sluice.rtmp.session;

import dev.sluice.amf.AmfValue;
import dev.sluice.bytes.Secret;
import dev.sluice.rtmp.message.Command;
import java.util.Optional;

/** Reads the connect command. Only app matters; all else may be missing, of a wrong type, or more than expected. */
final class ConnectCommand {
    private static final int MAX_APP_BYTES = 512;
    private static final int MAX_URL_BYTES = 2048;

    private ConnectCommand() {}

    /** Empty when app or tcUrl cannot be used as text. */
    static Optional<ConnectInfo> read(Command command) {
        AmfValue properties = command.argument(0);
        String app = properties.member("app").text().orElse("");
        String tcUrl = properties
                .member("tcUrl")
                .text()
                .or(() -> properties.member("tcurl").text())
                .orElse(app);
        if (!ClientText.isUsable(app, MAX_APP_BYTES) || !ClientText.isUsable(tcUrl, MAX_URL_BYTES)) {
            return Optional.empty();
        }
        return Optional.of(new ConnectInfo(
                StreamPath.of(app).first(),
                new Secret(app),
                new Secret(tcUrl),
                ClientText.shown(properties.member("flashVer").text().orElse("")),
                properties.member("objectEncoding").number().orElse(0) == 3 ? 3 : 0,
                (int) properties.member("capsEx").number().orElse(0)));
    }
}
