package dev.sluice.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.lindstrom.m3u8.parser.PlaylistParserException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges the versions of one live media playlist, in the order a viewer would get them, by the assertions HLS-01 to
 * HLS-29; reads them with a parser of its own and with m3u8-parser.
 */
final class PlaylistChecker {
    /** A listed segment: its URI, its lines and what they say. */
    record Line(String uri, String text, double seconds, Instant date, boolean discontinuity) {}

    /** One version, as parsed. */
    record Version(int target, long sequence, long discontinuities, List<Line> lines, boolean ended) {
        double seconds() {
            return lines.stream().mapToDouble(Line::seconds).sum();
        }
    }

    private static final List<String> HEADER = List.of(
            "#EXTM3U",
            "#EXT-X-VERSION:",
            "#EXT-X-TARGETDURATION:",
            "#EXT-X-MEDIA-SEQUENCE:",
            "#EXT-X-DISCONTINUITY-SEQUENCE:");
    private static final Pattern EXTINF = Pattern.compile("#EXTINF:([0-9]+\\.[0-9]{3,6}),");
    private static final Pattern DATE =
            Pattern.compile("#EXT-X-PROGRAM-DATE-TIME:([0-9-]{10}T[0-9:]{8}\\.[0-9]{3}(?:Z|[+-][0-9:]{5}))");
    private static final Pattern URI = Pattern.compile("[0-9]+/[0-9]+\\.ts");

    private final List<Version> versions = new ArrayList<>();
    private final Map<Long, String> textOfSequence = new HashMap<>();
    private final Set<String> uris = new HashSet<>();
    private boolean warm;

    List<Version> versions() {
        return versions;
    }

    Version last() {
        return versions.get(versions.size() - 1);
    }

    /** Every different line ever listed, in order. */
    List<Line> allLines() {
        Map<String, Line> all = new java.util.LinkedHashMap<>();
        versions.forEach(version -> version.lines().forEach(line -> all.put(line.uri(), line)));
        return List.copyOf(all.values());
    }

    void add(String text) {
        Version now = parse(text);
        checkOne(now);
        if (!versions.isEmpty()) {
            checkStep(last(), now);
        }
        versions.add(now);
    }

    private Version parse(String text) {
        try {
            new MediaPlaylistParser().readPlaylist(text);
        } catch (PlaylistParserException e) {
            throw new AssertionError(text, e);
        }
        assertThat(text).as("HLS-01").startsWith("#EXTM3U\n").endsWith("\n").doesNotContain("\r", "\uFEFF", "\n\n");
        assertThat(text)
                .as("HLS-05, 08, 22")
                .doesNotContain("STREAM-INF", "ALLOW-CACHE", "PROGRAM-ID", "PLAYLIST-TYPE");
        String[] rows = text.lines().toArray(String[]::new);
        for (int i = 0; i < HEADER.size(); i++) {
            assertThat(rows[i]).as("order of the header").startsWith(HEADER.get(i));
            String tag = HEADER.get(i);
            assertThat(List.of(rows).stream().filter(row -> row.startsWith(tag)))
                    .as("HLS-02")
                    .hasSize(1);
        }
        assertThat(rows[1]).as("HLS-03").isEqualTo("#EXT-X-VERSION:3");
        List<Line> lines = new ArrayList<>();
        int row = HEADER.size();
        boolean ended = rows[rows.length - 1].equals("#EXT-X-ENDLIST");
        while (row < rows.length - (ended ? 1 : 0)) {
            int first = row;
            boolean discontinuity = rows[row].equals("#EXT-X-DISCONTINUITY");
            row += discontinuity ? 1 : 0;
            Instant date =
                    OffsetDateTime.parse(match(DATE, rows[row++], "HLS-26")).toInstant();
            double seconds = Double.parseDouble(match(EXTINF, rows[row++], "HLS-06"));
            assertThat(rows[row]).as("HLS-09").matches(URI);
            String all = String.join("\n", List.of(rows).subList(first, row + 1));
            lines.add(new Line(rows[row++], all, seconds, date, discontinuity));
        }
        return new Version((int) number(rows[2]), number(rows[3]), number(rows[4]), List.copyOf(lines), ended);
    }

    private static long number(String row) {
        return Long.parseLong(row.substring(row.indexOf(':') + 1));
    }

    private static String match(Pattern pattern, String row, String rule) {
        Matcher matcher = pattern.matcher(row);
        assertThat(matcher.matches()).as(rule + " " + row).isTrue();
        return matcher.group(1);
    }

    private void checkOne(Version now) {
        assertThat(now.target()).as("HLS-04").isPositive();
        assertThat(now.lines()).isNotEmpty();
        for (int i = 0; i < now.lines().size(); i++) {
            Line line = now.lines().get(i);
            String before = textOfSequence.put(now.sequence() + i, line.text());
            if (before != null) {
                assertThat(line.text()).as("HLS-17").isEqualTo(before);
                continue;
            }
            assertThat(uris.add(line.uri())).as("HLS-24 " + line).isTrue();
            assertThat(Math.round(line.seconds())).as("HLS-10 " + line).isLessThanOrEqualTo(now.target());
            assertThat(line.seconds()).as("HLS-11").isLessThanOrEqualTo(now.target() + 0.5);
            assertThat(line.seconds()).as("HLS-14").isPositive();
            if (i > 0) {
                checkDates(now.lines().get(i - 1), line);
            }
        }
    }

    private static void checkDates(Line before, Line line) {
        assertThat(line.date()).as("HLS-29 " + line).isAfter(before.date());
        if (!line.discontinuity()) {
            double step = Duration.between(before.date(), line.date()).toNanos() / 1e9;
            assertThat(step - before.seconds()).as("HLS-27 " + line).isBetween(-0.05, 0.05);
        }
    }

    private void checkStep(Version before, Version now) {
        if (before.ended()) {
            assertThat(now.sequence()).as("a new list after the end").isGreaterThan(before.sequence());
            assertThat(now.discontinuities()).isGreaterThan(before.discontinuities());
            assertThat(now.sequence())
                    .isGreaterThanOrEqualTo(before.sequence() + before.lines().size());
            warm = false;
            return;
        }
        assertThat(now.target()).as("HLS-15").isEqualTo(before.target());
        long removed = now.sequence() - before.sequence();
        assertThat(removed).as("HLS-16").isNotNegative();
        assertThat(removed).as("HLS-18").isLessThanOrEqualTo(before.lines().size());
        assertThat(now.lines().size() + removed)
                .as("HLS-18")
                .isGreaterThanOrEqualTo(before.lines().size());
        long gone = before.lines().stream()
                .limit(removed)
                .filter(Line::discontinuity)
                .count();
        assertThat(now.discontinuities()).as("HLS-21").isEqualTo(before.discontinuities() + gone);
        warm |= removed > 0;
        if (warm) {
            assertThat(now.seconds()).as("HLS-19").isGreaterThanOrEqualTo(3.0 * now.target());
            assertThat(now.lines().size()).as("A 8.11").isGreaterThanOrEqualTo(6);
        }
    }
}
