package dev.sluice.rtmp.session;

import dev.sluice.bytes.Secret;
import dev.sluice.rtmp.message.Command;
import java.util.regex.Pattern;

/**
 * User and password of a server URL, which some encoders send as further arguments of connect (Errata and Addenda 2024,
 * connect). There are no users here, but people who are shown such fields put the stream key into them.
 */
final class ConnectCredentials {
    private static final Pattern KEY = Pattern.compile("slk_[0-9A-Za-z]{1,124}");

    private ConnectCredentials() {}

    /** The app, with the key as its parameter where a further argument looks like one and the app has none. */
    static Secret intoApp(Secret app, Command connect) {
        StreamPath path = StreamPath.of(app.reveal());
        if (path.parameter("key").isPresent()) {
            return app;
        }
        for (int i = 1; i < Math.min(connect.arguments().size(), 4); i++) {
            String text = connect.argument(i).text().orElse("");
            if (KEY.matcher(text).matches()) {
                return new Secret(app.reveal() + (path.query().isEmpty() ? "?key=" : "&key=") + text);
            }
        }
        return app;
    }
}
