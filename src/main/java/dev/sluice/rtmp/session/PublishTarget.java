package dev.sluice.rtmp.session;

import dev.sluice.bytes.Secret;
import java.util.Optional;

/**
 * Which stream an encoder wants to publish, and with which key. Prints neither: a name may be a mistyped key.
 *
 * @param key the stream key as given; may be empty
 * @param name the stream's public name as given; empty when the key alone decides
 */
public record PublishTarget(Secret key, Optional<String> name) {
    /**
     * Understands every way in which people fill in server and key:
     *
     * <pre>
     * app live          name KEY             key KEY
     * app live          name ?key=KEY        key KEY
     * app live          name NAME?key=KEY    key KEY, name NAME
     * app live?key=KEY  name NAME or none    key KEY, name NAME or none
     * app live/NAME     name KEY             key KEY, name NAME
     * </pre>
     *
     * <p>Of two keys the one in the name's query wins.
     */
    public static PublishTarget parse(Secret app, Secret publishName) {
        StreamPath place = StreamPath.of(app.reveal());
        StreamPath stream = StreamPath.of(publishName.reveal());
        Optional<String> named = Optional.of(stream.path()).filter(text -> !text.isEmpty());
        return stream.parameter("key")
                .or(() -> place.parameter("key"))
                .map(key -> new PublishTarget(new Secret(key), named.or(place::rest)))
                .orElseGet(() -> new PublishTarget(new Secret(stream.path()), place.rest()));
    }

    @Override
    public String toString() {
        return "PublishTarget[redacted]";
    }
}
