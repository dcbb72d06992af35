package dev.sluice.delivery.http;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The Date of every answer, as it is when the answer is sent and not when it was asked for (RFC 9110 §6.6.1). Players
 * and our own page tell from it how far behind they are.
 */
public final class DateHeader {
    /** Java's own RFC 1123 form writes days without a leading zero, which HTTP has not (RFC 9110 §5.6.7). */
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final int BEFORE_ALL_OTHERS = -1_000_000;

    private DateHeader() {}

    /** Puts it on whatever {@code router} answers. */
    public static void install(Router router, InstantSource clock) {
        router.route().order(BEFORE_ALL_OTHERS).handler(context -> {
            context.addHeadersEndHandler(sent -> context.response().putHeader("Date", format(clock.instant())));
            context.next();
        });
    }

    static String format(Instant time) {
        return FORM.format(time);
    }
}
