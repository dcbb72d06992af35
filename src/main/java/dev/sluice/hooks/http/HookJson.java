package dev.sluice.hooks.http;

import dev.sluice.hooks.HookEvent;
import dev.sluice.hooks.HookMessage;
import io.vertx.core.json.JsonObject;
import java.time.temporal.ChronoUnit;

/** The body of a message. Fields may be added, never changed. */
final class HookJson {
    private static final int LONGEST_TEXT = 256;

    private HookJson() {}

    static String write(HookMessage message) {
        JsonObject json = new JsonObject()
                .put("id", message.id())
                .put("type", message.event().type())
                .put("timestamp", message.at().truncatedTo(ChronoUnit.MILLIS).toString());
        HookEvent event = message.event();
        if (event instanceof HookEvent.Published published) {
            json.put("stream", published.stream().value())
                    .put("epoch", published.epoch())
                    .put("keyId", published.keyId().toString())
                    .put("address", published.address())
                    .put("software", cut(published.software()));
        } else if (event instanceof HookEvent.Ended ended) {
            json.put("stream", ended.stream().value())
                    .put("epoch", ended.epoch())
                    .put("keyId", ended.keyId().toString())
                    .put("address", ended.address())
                    .put("reason", ended.reason().word())
                    .put("text", ended.reason().sentence())
                    .put("durationSeconds", ended.duration().toSeconds());
        } else if (event instanceof HookEvent.Refused refused) {
            json.put("address", refused.address())
                    .put("reason", refused.reason().word())
                    .put("text", refused.reason().sentence());
        } else if (event instanceof HookEvent.Recorded recorded) {
            json.put("stream", recorded.stream().value())
                    .put("epoch", recorded.epoch())
                    .put("path", recorded.path());
        }
        return json.encode();
    }

    /** What an encoder calls itself is its own invention. */
    private static String cut(String text) {
        String printable = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return printable.length() > LONGEST_TEXT ? printable.substring(0, LONGEST_TEXT) : printable;
    }
}
