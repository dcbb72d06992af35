package dev.sluice.conformance;

import dev.sluice.bytes.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What the tables of faults are made from. */
final class Cases {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    static final String HEAD = "#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:2\n";

    private Cases() {}

    /**
     * {@code judge} writes what it finds into a report; {@code rule} must be found broken, or asked if it
     * is sound.
     */
    record Case(Rule rule, String name, Consumer<Report> judge) {
        @Override
        public String toString() {
            return rule.number() + " " + name;
        }
    }

    static Case parsed(Rule rule, String name, String text) {
        return new Case(rule, name, report -> MediaPlaylistParser.parse(text.getBytes(StandardCharsets.UTF_8), report));
    }

    /** A list of two-second segments from {@code first} to {@code last}. */
    static String list(int first, int last) {
        return list(first, first, 0, last);
    }

    static String list(int sequence, int first, int discontinuities, int last) {
        return HEAD
                + "#EXT-X-MEDIA-SEQUENCE:%d\n#EXT-X-DISCONTINUITY-SEQUENCE:%d\n".formatted(sequence, discontinuities)
                + IntStream.rangeClosed(first, last).mapToObj(Cases::segment).reduce("", String::concat);
    }

    static String segment(int number) {
        return "#EXT-X-PROGRAM-DATE-TIME:%s\n#EXTINF:2.000000,\n1/%d.ts\n".formatted(date(2.0 * number), number);
    }

    static String date(double seconds) {
        String text = BEGIN.plusMillis(Math.round(seconds * 1000)).toString();
        return text.contains(".") ? text : text.replace("Z", ".000Z");
    }

    /** Versions received two seconds apart, each when its last segment was complete. */
    static List<Version> versions(Report report, String... texts) {
        List<Version> versions = new ArrayList<>();
        for (String text : texts) {
            MediaPlaylist list = MediaPlaylistParser.parse(text.getBytes(StandardCharsets.UTF_8), report);
            versions.add(new Version(list, text, versions.size() * 2_000_000_000L, list.end()));
        }
        return versions;
    }

    static Download file(String uri, Slice bytes) {
        return new Download(
                "GET",
                "http://server/" + uri,
                200,
                Map.of("content-length", "" + bytes.length()),
                bytes,
                "HTTP_1_1",
                0,
                1);
    }

    static Slice resource(String name) {
        try (InputStream in = Optional.ofNullable(Cases.class.getResourceAsStream("/conformance/" + name))
                .orElseThrow()) {
            return Slice.wrap(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String lower(Rule rule) {
        return rule.number().toLowerCase(Locale.ROOT);
    }
}
