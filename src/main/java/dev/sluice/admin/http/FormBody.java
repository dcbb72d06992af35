package dev.sluice.admin.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code application/x-www-form-urlencoded}. */
final class FormBody {
    private FormBody() {}

    /** The values of one field in order; empty when the form is malformed. */
    static Optional<List<String>> values(String body, String field) {
        List<String> values = new ArrayList<>();
        try {
            for (String pair : body.strip().split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                String decoded = URLDecoder.decode(value, StandardCharsets.UTF_8);
                if (URLDecoder.decode(name, StandardCharsets.UTF_8).equals(field)) {
                    values.add(decoded);
                }
            }
        } catch (IllegalArgumentException badPercent) {
            return Optional.empty();
        }
        return Optional.of(List.copyOf(values));
    }
}
