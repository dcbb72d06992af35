package dev.sluice.access.http;

import dev.sluice.live.PublishAttempt;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The form that nginx-rtmp posts to {@code on_publish}, as far as this service knows its fields. */
final class PublishForm {
    private PublishForm() {}

    /** Without a name of its own the key stands in its place, as where the key is the last part of the URL. */
    static String write(String application, PublishAttempt attempt) {
        String key = attempt.key().reveal();
        String name = attempt.name().filter(given -> !given.isEmpty()).orElse(key);
        return "call=publish&type=live&app=" + encode(application) + "&name=" + encode(name) + "&addr="
                + encode(attempt.remoteAddress()) + "&key=" + encode(key);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
