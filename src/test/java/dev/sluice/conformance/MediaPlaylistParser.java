package dev.sluice.conformance;

import dev.sluice.conformance.MediaPlaylist.Part;
import dev.sluice.conformance.MediaPlaylist.Segment;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one media playlist strictly: goes on behind every fault, and reports it with the number of its rule. */
final class MediaPlaylistParser {
    static final Set<String> ONCE = Set.of(
            "EXTM3U",
            "EXT-X-VERSION",
            "EXT-X-TARGETDURATION",
            "EXT-X-MEDIA-SEQUENCE",
            "EXT-X-DISCONTINUITY-SEQUENCE",
            "EXT-X-ENDLIST",
            "EXT-X-PLAYLIST-TYPE",
            "EXT-X-I-FRAMES-ONLY",
            "EXT-X-INDEPENDENT-SEGMENTS",
            "EXT-X-START",
            "EXT-X-SERVER-CONTROL",
            "EXT-X-PART-INF",
            "EXT-X-SKIP");
    private static final Set<String> MULTIVARIANT = Set.of(
            "EXT-X-STREAM-INF",
            "EXT-X-MEDIA",
            "EXT-X-I-FRAME-STREAM-INF",
            "EXT-X-SESSION-DATA",
            "EXT-X-SESSION-KEY",
            "EXT-X-CONTENT-STEERING");
    private static final Map<String, Integer> LEAST_VERSION =
            Map.of("EXT-X-BYTERANGE", 4, "EXT-X-I-FRAMES-ONLY", 4, "EXT-X-MAP", 6, "EXT-X-DEFINE", 8, "EXT-X-SKIP", 9);
    private static final Pattern EXTINF = Pattern.compile("[0-9]+(\\.[0-9]+)?,(?![0-9]).*");
    private static final Pattern DATE = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}(Z|[+-][0-9]{2}:?[0-9]{2})");

    private final Report report;
    private final Map<String, Integer> seen = new HashMap<>();
    private final List<Segment> segments = new ArrayList<>();
    private final List<Attributes> hints = new ArrayList<>();
    private final List<Attributes> reports = new ArrayList<>();
    private int version = 1;
    private int needed = 1;
    private int target;
    private long sequence;
    private long discontinuities;
    private Optional<String> type = Optional.empty();
    private boolean ended;
    private Attributes control = Attributes.NONE;
    private Optional<Double> partTarget = Optional.empty();
    private int skipped;
    private String map = "";

    private List<Part> parts = new ArrayList<>();
    private List<String> lines = new ArrayList<>();
    private Optional<Double> seconds = Optional.empty();
    private boolean discontinuity;
    private boolean gap;
    private Optional<Instant> date = Optional.empty();
    private boolean dateWellFormed;

    private MediaPlaylistParser(Report report) {
        this.report = report;
    }

    static MediaPlaylist parse(byte[] bytes, Report report) {
        String text = text(bytes, report);
        MediaPlaylistParser parser = new MediaPlaylistParser(report);
        text.lines().forEach(parser::line);
        return parser.finish();
    }

    /** The text of a playlist of either kind, asked for HLS-01. */
    static String text(byte[] bytes, Report report) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            report.violated(Rule.HLS_01, "not UTF-8");
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        String whole = text;
        report.require(Rule.HLS_01, whole.startsWith("#EXTM3U\n"), () -> "begins with " + head(whole));
        report.require(Rule.HLS_01, whole.endsWith("\n"), () -> "last line is not ended");
        report.require(
                Rule.HLS_01,
                whole.chars().allMatch(character -> (character >= ' ' && character != 0xFEFF) || character == '\n'),
                () -> "control characters or a byte order mark");
        return text;
    }

    private static String head(String text) {
        return text.substring(0, Math.min(20, text.length()))
                .replace("\r", "\\r")
                .replace("\n", "\\n");
    }

    private void line(String line) {
        if (line.startsWith("#EXT")) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? line.substring(1) : line.substring(1, colon);
            tag(name, colon < 0 ? "" : line.substring(colon + 1), line);
        } else if (!line.startsWith("#") && !line.isBlank()) {
            uri(line);
        }
    }

    private void tag(String name, String value, String line) {
        int before = seen.merge(name, 1, Integer::sum);
        if (ONCE.contains(name)) {
            report.require(Rule.HLS_02, before == 1, () -> name + " again");
        }
        report.require(Rule.HLS_05, !MULTIVARIANT.contains(name), () -> name + " in a media playlist");
        report.require(Rule.HLS_08, !name.equals("EXT-X-ALLOW-CACHE") && !line.contains("PROGRAM-ID="), () -> line);
        needed = Math.max(needed, LEAST_VERSION.getOrDefault(name, 1));
        switch (name) {
            case "EXT-X-VERSION" -> version = (int) whole(value, Rule.HLS_03, line);
            case "EXT-X-TARGETDURATION" -> target = (int) whole(value, Rule.HLS_04, line);
            case "EXT-X-MEDIA-SEQUENCE" -> {
                sequence = whole(value, Rule.HLS_16, line);
                beforeSegments(Rule.HLS_16, line);
            }
            case "EXT-X-DISCONTINUITY-SEQUENCE" -> {
                discontinuities = whole(value, Rule.HLS_21, line);
                beforeSegments(Rule.HLS_21, line);
            }
            case "EXT-X-PLAYLIST-TYPE" -> type = Optional.of(value);
            case "EXT-X-ENDLIST" -> ended = true;
            case "EXT-X-SERVER-CONTROL" -> control = Attributes.parse(value, report);
            case "EXT-X-PART-INF" -> partTarget = attribute(value, line).number("PART-TARGET");
            case "EXT-X-SKIP" ->
                skipped = attribute(value, line)
                        .number("SKIPPED-SEGMENTS")
                        .map(Double::intValue)
                        .orElse(0);
            case "EXT-X-PRELOAD-HINT" -> hints.add(withUri(value, line));
            case "EXT-X-RENDITION-REPORT" -> reports.add(withUri(value, line));
            case "EXT-X-PART" -> part(withUri(value, line));
            case "EXT-X-MAP" -> map = withUri(value, line).text("URI").orElse("");
            default -> ofSegment(name, value, line);
        }
    }

    private void ofSegment(String name, String value, String line) {
        switch (name) {
            case "EXTINF" -> {
                report.require(Rule.HLS_06, EXTINF.matcher(value).matches(), () -> line);
                report.require(Rule.HLS_06, seconds.isEmpty(), () -> "no URI between two EXTINF");
                needed = Math.max(needed, value.contains(".") ? 3 : 1);
                seconds = Optional.of(decimal(value.split(",", -1)[0]));
            }
            case "EXT-X-DISCONTINUITY" -> discontinuity = true;
            case "EXT-X-GAP" -> gap = true;
            case "EXT-X-PROGRAM-DATE-TIME" -> {
                dateWellFormed = DATE.matcher(value).matches();
                date = instant(value);
            }
            default -> {
                boolean ofList = ONCE.contains(name);
                if (ofList) {
                    return;
                }
            }
        }
        lines.add(line);
    }

    private void part(Attributes attributes) {
        Optional<Double> duration = attributes.number("DURATION");
        report.require(Rule.HLS_07, duration.isPresent(), () -> "PART without DURATION " + attributes);
        parts.add(new Part(
                next(),
                parts.size(),
                attributes.text("URI").orElse(""),
                duration.orElse(0.0),
                attributes.isYes("INDEPENDENT"),
                attributes.isYes("GAP")));
    }

    private long next() {
        return sequence + skipped + segments.size();
    }

    private void uri(String uri) {
        checkUri(uri, report);
        report.require(Rule.HLS_06, seconds.isPresent(), () -> "URI without EXTINF: " + uri);
        lines.add(uri);
        segments.add(new Segment(
                next(),
                uri,
                seconds.orElse(0.0),
                discontinuity,
                gap,
                date,
                dateWellFormed,
                map,
                List.copyOf(parts),
                String.join("\n", lines)));
        parts = new ArrayList<>();
        lines = new ArrayList<>();
        seconds = Optional.empty();
        discontinuity = false;
        gap = false;
        date = Optional.empty();
        dateWellFormed = false;
    }

    static void checkUri(String uri, Report report) {
        boolean sound = !uri.contains("..")
                && !uri.contains("_HLS_")
                && !uri.startsWith("/")
                && !uri.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")
                && uri.matches("[\\w.~!$&'()*+,;=:@/?%-]+");
        report.require(Rule.HLS_09, sound, () -> "URI " + uri);
    }

    private MediaPlaylist finish() {
        report.require(Rule.HLS_04, target >= 1, () -> "TARGETDURATION is " + target);
        report.require(Rule.HLS_06, seconds.isEmpty(), () -> "no URI behind the last EXTINF");
        report.require(Rule.HLS_03, version >= needed, () -> "VERSION " + version + ", " + needed + " is needed");
        report.require(
                Rule.HLS_21, seen.containsKey("EXT-X-DISCONTINUITY-SEQUENCE"), () -> "no EXT-X-DISCONTINUITY-SEQUENCE");
        return new MediaPlaylist(
                version,
                target,
                sequence,
                discontinuities,
                type,
                ended,
                control,
                partTarget,
                skipped,
                List.copyOf(segments),
                List.copyOf(parts),
                map,
                List.copyOf(hints),
                List.copyOf(reports));
    }

    private void beforeSegments(Rule rule, String line) {
        report.require(rule, segments.isEmpty() && !discontinuity, () -> line + " behind a segment");
    }

    private Attributes attribute(String value, String line) {
        Attributes attributes = Attributes.parse(value, report);
        report.require(Rule.HLS_07, !attributes.values().isEmpty(), () -> line);
        return attributes;
    }

    private Attributes withUri(String value, String line) {
        Attributes attributes = Attributes.parse(value, report);
        Optional<String> uri = attributes.text("URI");
        report.require(Rule.HLS_07, uri.isPresent(), () -> "no URI in " + line);
        uri.ifPresent(text -> checkUri(text, report));
        return attributes;
    }

    private long whole(String value, Rule rule, String line) {
        boolean sound = value.matches("[0-9]{1,18}");
        report.require(rule, sound, () -> line);
        return sound ? Long.parseLong(value) : 0;
    }

    private static double decimal(String value) {
        try {
            return Double.parseDouble(value.replace(',', '.'));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Optional<Instant> instant(String value) {
        try {
            return Optional.of(OffsetDateTime.parse(value).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
