package dev.sluice.hls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges the versions of one low-latency media playlist, in the order in which they were shown. */
final class LowLatencyChecker {
    /** A listed segment. */
    record Line(String uri, double seconds, boolean discontinuity, boolean gap, String map) {}

    private static final Pattern PART =
            Pattern.compile("#EXT-X-PART:DURATION=([0-9.]+),URI=\"([^\"]+)\"(,INDEPENDENT=YES)?");
    private static final Pattern HINT = Pattern.compile("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"([^\"]+)\"");

    private final String name;
    final Map<Long, Line> lines = new LinkedHashMap<>();
    private final List<String> partUris = new ArrayList<>();
    private String hint = "";
    private long lastSequence = -1;
    private long lastDiscontinuities = -1;
    private long lastFirst;
    int target;
    double partTarget;
    int shortParts;
    int parts;

    LowLatencyChecker(String name) {
        this.name = name;
    }

    void add(String text, String delta, RenditionSnapshot list, Function<String, Optional<Slice>> files) {
        assertThat(text).startsWith("#EXTM3U\n");
        long msn = -1;
        long discontinuities = 0;
        String map = "";
        double seconds = 0;
        boolean discontinuity = false;
        boolean gap = false;
        double partSeconds = 0;
        int open = 0;
        List<Double> partsOf = new ArrayList<>();
        for (String row : text.lines().toList()) {
            Matcher part = PART.matcher(row);
            Matcher next = HINT.matcher(row);
            if (row.startsWith("#EXT-X-MEDIA-SEQUENCE:")) {
                msn = Long.parseLong(row.substring(22));
                assertThat(msn).as(name + " HLS-16").isGreaterThanOrEqualTo(lastFirst);
                lastFirst = msn;
            } else if (row.startsWith("#EXT-X-DISCONTINUITY-SEQUENCE:")) {
                discontinuities = Long.parseLong(row.substring(30));
                assertThat(discontinuities).isGreaterThanOrEqualTo(lastDiscontinuities);
                lastDiscontinuities = discontinuities;
            } else if (row.startsWith("#EXT-X-TARGETDURATION:")) {
                int now = Integer.parseInt(row.substring(22));
                assertThat(target == 0 || now == target || list.ended())
                        .as("HLS-15")
                        .isTrue();
                target = now;
            } else if (row.startsWith("#EXT-X-PART-INF:PART-TARGET=")) {
                double now = Double.parseDouble(row.substring(28));
                assertThat(partTarget == 0 || now == partTarget).isTrue();
                partTarget = now;
            } else if (row.startsWith("#EXT-X-MAP:")) {
                map = row;
            } else if (row.equals("#EXT-X-DISCONTINUITY")) {
                discontinuity = true;
            } else if (row.equals("#EXT-X-GAP")) {
                gap = true;
            } else if (row.startsWith("#EXTINF:")) {
                seconds = Double.parseDouble(row.substring(8, row.length() - 1));
            } else if (part.matches()) {
                double duration = Double.parseDouble(part.group(1));
                assertThat(duration).as(name + " HLS-60 in\n" + text).isLessThanOrEqualTo(partTarget);
                partSeconds += duration;
                partsOf.add(duration);
                open++;
                if (!partUris.contains(part.group(2))) {
                    if (!hint.isEmpty() && epoch(hint).equals(epoch(part.group(2)))) {
                        assertThat(part.group(2)).as(name + " HLS-66").isEqualTo(hint);
                    }
                    partUris.add(part.group(2));
                    while (partUris.size() > 200) {
                        partUris.remove(0);
                    }
                }
                assertThat(files.apply(part.group(2))).as(part.group(2)).isPresent();
            } else if (next.matches()) {
                hint = next.group(1);
                assertThat(partUris).doesNotContain(hint);
                assertThat(list.expects((HlsResource.Part)
                                HlsNames.parse("demo/" + hint).orElseThrow()))
                        .isTrue();
            } else if (!row.startsWith("#")) {
                Line line = new Line(row, seconds, discontinuity, gap, map);
                Line known = lines.putIfAbsent(msn, line);
                if (known == null) {
                    if (lastSequence >= 0 && msn > lastSequence + 1) {
                        assertThat(discontinuities).as("a new list").isPositive();
                    }
                    lastSequence = msn;
                    if (!partsOf.isEmpty()) {
                        assertThat(partSeconds).as(name + " HLS-61").isBetween(seconds - 0.001, seconds + 0.001);
                        for (int i = 0; i < partsOf.size() - 1; i++) {
                            parts++;
                            shortParts += partsOf.get(i) < 0.85 * partTarget ? 1 : 0;
                        }
                    }
                    assertThat(Math.round(seconds)).as(name + " HLS-10").isLessThanOrEqualTo(target);
                } else {
                    assertThat(line.uri()).as(name + " HLS-17").isEqualTo(known.uri());
                    assertThat(line.seconds()).isEqualTo(known.seconds());
                    assertThat(line.map()).isEqualTo(known.map());
                }
                if (!gap) {
                    assertThat(files.apply(row)).as("HLS-37 " + row).isPresent();
                    assertThat(map).as("HLS-50").isNotEmpty();
                    assertThat(files.apply(map.substring(16, map.length() - 1)))
                            .as(map)
                            .isPresent();
                }
                assertThat(list.reaches(msn, Optional.empty())).isTrue();
                msn++;
                discontinuity = false;
                gap = false;
                partSeconds = 0;
                partsOf.clear();
                open = 0;
            }
        }
        if (!list.ended()) {
            assertThat(list.lastPartSequence()).isEqualTo(open > 0 ? msn : msn - 1);
            assertThat(list.reaches(msn, Optional.of(0))).isEqualTo(open > 0);
            assertThat(list.reaches(msn, Optional.of(open))).isFalse();
        }
        if (delta.contains("#EXT-X-SKIP")) {
            int skipped = Integer.parseInt(delta.replaceAll("(?s).*SKIPPED-SEGMENTS=([0-9]+).*", "$1"));
            long uris = text.lines().filter(row -> !row.startsWith("#")).count();
            assertThat(delta.lines().filter(row -> !row.startsWith("#")).count())
                    .isEqualTo(uris - skipped);
        } else {
            assertThat(delta).isEqualTo(text);
        }
    }

    private static String epoch(String uri) {
        return uri.substring(0, uri.indexOf('/'));
    }
}
