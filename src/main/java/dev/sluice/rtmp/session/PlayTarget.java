package dev.sluice.rtmp.session;

import dev.sluice.bytes.Secret;
import java.util.Optional;

/**
 * Which stream a player wants. Prints nothing: people paste stream keys into players.
 *
 * @param name the stream's public name as given
 * @param token the playback token, the parameter {@code token} of the name or else of the app
 */
public record PlayTarget(String name, Optional<Secret> token) {
    /** Takes {@code flv:} and {@code mp4:} off the name, which Flash players put before it. */
    public static PlayTarget parse(Secret app, Secret playName) {
        StreamPath place = StreamPath.of(app.reveal());
        StreamPath stream = StreamPath.of(playName.reveal());
        String name = stream.path();
        if (name.startsWith("flv:") || name.startsWith("mp4:")) {
            name = name.substring(4);
        }
        Optional<Secret> token =
                stream.parameter("token").or(() -> place.parameter("token")).map(Secret::new);
        return new PlayTarget(name.isEmpty() ? place.rest().orElse("") : name, token);
    }

    @Override
    public String toString() {
        return "PlayTarget[redacted]";
    }
}
