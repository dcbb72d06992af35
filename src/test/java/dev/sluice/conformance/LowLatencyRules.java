package dev.sluice.conformance;

import dev.sluice.bytes.Slice;
import dev.sluice.conformance.MediaPlaylist.Part;
import dev.sluice.conformance.MediaPlaylist.Segment;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Blocking reloads, preload hints, delta updates and reports of one media playlist: HLS-63 to HLS-68. */
final class LowLatencyRules {
    private static final double LATE_SECONDS = 0.2;
    private static final int DELTA_EVERY = 8;

    private final Exchange exchange;
    private final URI uri;
    private final Situation situation;
    private final Report report;
    private final Map<String, CompletableFuture<Download>> hints = new HashMap<>();
    private final List<Double> latencies = new ArrayList<>();
    private final ExecutorService waiting = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "hint");
        thread.setDaemon(true);
        return thread;
    });
    private List<Follower> siblings = List.of();
    private double partTarget;
    private boolean badOnesAsked;
    private int answers;

    LowLatencyRules(Exchange exchange, URI uri, Situation situation, Report report) {
        this.exchange = exchange;
        this.uri = uri;
        this.situation = situation;
        this.report = report;
    }

    void siblings(List<Follower> all) {
        siblings = all;
    }

    void close() {
        waiting.shutdownNow();
        if (!latencies.isEmpty()) {
            List<Double> sorted = latencies.stream().sorted().toList();
            late(sorted.get(sorted.size() * 95 / 100));
            report.note(
                    "%s: parts listed behind their end on the time line: p50 %.0f ms, p95 %.0f ms, max %.0f ms of %d"
                            .formatted(
                                    uri.getPath(),
                                    1e3 * sorted.get(sorted.size() / 2),
                                    1e3 * sorted.get(sorted.size() * 95 / 100),
                                    1e3 * sorted.get(sorted.size() - 1),
                                    sorted.size()));
        }
    }

    private String with(String directives) {
        return uri + (uri.getQuery() == null ? "?" : "&") + directives;
    }

    /** Waits for what comes next behind {@code known}: a part, or a segment where there are none. */
    Download next(Version known) {
        return exchange.get(with(directives(known.playlist())));
    }

    private static String directives(MediaPlaylist list) {
        String segment = "_HLS_msn=" + list.nextSequence();
        return list.lowLatency() ? segment + "&_HLS_part=" + list.openParts().size() : segment;
    }

    /** Judges the version that {@link #next} was answered with. */
    void asked(Version before, Version now, Download answer) {
        if (!answer.url().contains("_HLS_msn=")) {
            return;
        }
        MediaPlaylist list = now.playlist();
        MediaPlaylist known = before.playlist();
        boolean there = list.ended()
                || list.nextSequence() > known.nextSequence()
                || (list.nextSequence() == known.nextSequence()
                        && list.openParts().size() > known.openParts().size());
        report.require(Rule.HLS_63, there, () -> answer.url() + " does not hold what was asked for");
        if (!list.lowLatency() || list.ended()) {
            return;
        }
        late(list);
        report.require(Rule.HLS_66, list.hints().size() == 1, () -> list.hints().size() + " preload hints");
        hintWasRight(known, list);
        reports(now);
        answers++;
        if (answers % DELTA_EVERY == 0) {
            delta(now);
        }
        if (!badOnesAsked && answers > 4) {
            badOnesAsked = true;
            bad(list);
        }
    }

    private void late(MediaPlaylist list) {
        Optional<Instant> end = list.end();
        if (end.isEmpty() || situation.publisherAway()) {
            return;
        }
        latencies.add(Duration.between(end.get(), Instant.now()).toNanos() / 1e9);
        partTarget = list.partTarget().orElse(0.0);
    }

    /** One part in twenty may be late: the machine does other things too, and a player has three parts in hand. */
    private void late(double behind) {
        double limit = partTarget + LATE_SECONDS;
        report.require(
                Rule.HLS_63,
                behind <= limit,
                () -> "%s: parts came %.3f s behind their end (p95), allowed are %.3f".formatted(uri, behind, limit));
    }

    /** Asks for what is hinted before it exists. */
    void hint(Version now) {
        for (Attributes hint : now.playlist().hints()) {
            hint.text("URI")
                    .filter(file -> hint.text("TYPE").filter("PART"::equals).isPresent())
                    .ifPresent(file -> hints.computeIfAbsent(
                            file,
                            any -> CompletableFuture.supplyAsync(
                                    () -> exchange.get(uri.resolve(any).toString()), waiting)));
        }
    }

    /** The answer to the early request of a part that is listed now. */
    Optional<Download> hinted(String part) {
        CompletableFuture<Download> early = hints.remove(part);
        if (early == null) {
            return Optional.empty();
        }
        Download answer = early.orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(late -> new Download(
                        "GET", part, 0, Map.of("failure", "not answered when it was listed"), Slice.EMPTY, "", 0, 0))
                .join();
        Download again = exchange.get(uri.resolve(part).toString());
        report.require(
                Rule.HLS_66,
                answer.status() == 200 && Arrays.equals(answer.body(), again.body()),
                () -> "%s, hinted: status %d and %d bytes, later %d bytes"
                        .formatted(part, answer.status(), answer.body().length, again.body().length));
        return Optional.of(answer).filter(got -> got.status() == 200);
    }

    private void hintWasRight(MediaPlaylist before, MediaPlaylist now) {
        Optional<String> hinted = before.hints().stream()
                .filter(hint -> hint.text("TYPE").filter("PART"::equals).isPresent())
                .findFirst()
                .flatMap(hint -> hint.text("URI"));
        List<Part> all = new ArrayList<>();
        now.segments().forEach(segment -> all.addAll(segment.parts()));
        all.addAll(now.openParts());
        Optional<Part> next = all.stream()
                .filter(part -> part.sequence() > before.nextSequence()
                        || (part.sequence() == before.nextSequence()
                                && part.index() >= before.openParts().size()))
                .findFirst();
        // What a publication that has ended would have gone on with, nobody gets; names tell publications apart.
        boolean another = situation.publisherAway()
                && hinted.isPresent()
                && next.isPresent()
                && !directory(next.get().uri()).equals(directory(hinted.get()));
        if (hinted.isPresent() && next.isPresent() && !another) {
            report.require(
                    Rule.HLS_66,
                    next.get().uri().equals(hinted.get()),
                    () -> "hinted was %s, the next part is %s"
                            .formatted(hinted.get(), next.get().uri()));
        }
    }

    private static String directory(String file) {
        return file.substring(0, file.lastIndexOf('/') + 1);
    }

    private void reports(Version now) {
        Set<URI> named = new HashSet<>();
        for (Attributes line : now.playlist().reports()) {
            URI other = uri.resolve(line.text("URI").orElse(""));
            named.add(other);
            siblings.stream()
                    .filter(sibling -> sibling.uri().equals(other))
                    .flatMap(sibling -> sibling.recording().versions().stream())
                    .filter(version -> version.receivedNanos() < now.receivedNanos() - 100_000_000)
                    .reduce((first, second) -> second)
                    .ifPresent(version -> notBehind(line, version.playlist()));
        }
        for (Follower sibling : siblings) {
            report.require(
                    Rule.HLS_67, named.contains(sibling.uri()), () -> uri + " has no report of " + sibling.uri());
        }
    }

    private void notBehind(Attributes line, MediaPlaylist sibling) {
        long sequence = line.number("LAST-MSN").map(Double::longValue).orElse(-1L);
        long part = line.number("LAST-PART").map(Double::longValue).orElse(-1L);
        boolean open = !sibling.openParts().isEmpty();
        long theirs = open ? sibling.nextSequence() : sibling.nextSequence() - 1;
        int theirPart = sibling.openParts().size() - 1;
        boolean fits = sequence > theirs
                || (sequence == theirs && (!open || part >= theirPart - 1))
                || (sequence == theirs - 1 && open && theirPart == 0);
        report.require(
                Rule.HLS_67,
                fits,
                () -> "%s: report says %d.%d of what was at %d.%d".formatted(uri, sequence, part, theirs, theirPart));
    }

    private void delta(Version cached) {
        MediaPlaylist known = cached.playlist();
        if (known.control().number("CAN-SKIP-UNTIL").isEmpty()) {
            return;
        }
        Download answer = exchange.get(with("_HLS_skip=YES"));
        if (answer.status() != 200) {
            report.violated(Rule.HLS_68, answer.url() + " answers " + answer.status());
            return;
        }
        MediaPlaylist delta = MediaPlaylistParser.parse(answer.body(), report);
        report.require(
                Rule.HLS_68,
                delta.mediaSequence() >= known.mediaSequence()
                        && delta.mediaSequence() + delta.skipped() <= known.nextSequence(),
                () -> "a delta from %d skips %d, known is %d to %d"
                        .formatted(
                                delta.mediaSequence(),
                                delta.skipped(),
                                known.mediaSequence(),
                                known.nextSequence() - 1));
        sameSegments(known, delta);
        double skipAfter = known.control().number("CAN-SKIP-UNTIL").orElse(0.0);
        report.require(
                Rule.HLS_68,
                skipAfter >= 6.0 * known.targetSeconds(),
                () -> "CAN-SKIP-UNTIL %.1f".formatted(skipAfter));
        double old = known.seconds() - skipAfter - 2.0 * known.targetSeconds();
        report.require(
                Rule.HLS_68,
                delta.skipped() > 0 || old <= 0,
                () -> "nothing is skipped of a list of %.1f s".formatted(known.seconds()));
    }

    /** Whether both lists tell the same of the segments that both have. */
    private void sameSegments(MediaPlaylist known, MediaPlaylist delta) {
        Map<Long, Segment> full = new HashMap<>();
        known.segments().forEach(segment -> full.put(segment.sequence(), segment));
        for (Segment segment : delta.segments()) {
            Segment other = full.get(segment.sequence());
            boolean same = other == null
                    || (other.text().equals(segment.text()) && other.map().equals(segment.map()));
            report.require(
                    Rule.HLS_68,
                    same,
                    () -> "in the delta %d is%n%s %s%nin the full list%n%s %s"
                            .formatted(segment.sequence(), segment.text(), segment.map(), other.text(), other.map()));
        }
    }

    private void bad(MediaPlaylist list) {
        List<String> wrong = List.of(
                "_HLS_part=0",
                "_HLS_msn=abc",
                "_HLS_msn=-1",
                "_HLS_msn=99999999999999999999999",
                "_HLS_msn=" + list.nextSequence() + "&_HLS_part=x",
                // Further than the rule says: the list may have grown meanwhile, and then this would be held.
                "_HLS_msn=" + (list.nextSequence() + 8));
        for (String directives : wrong) {
            Download answer = exchange.get(with(directives));
            report.require(Rule.HLS_64, answer.status() == 400, () -> answer.url() + " answers " + answer.status());
            report.require(
                    Rule.HLS_33,
                    answer.header("access-control-allow-origin").equals(Optional.of("*")),
                    () -> answer.url() + " has no CORS");
        }
    }

    /** Asks for what cannot come, because the publisher has stopped: 503 after three target durations. */
    static void stalled(Exchange exchange, String url, Report report) {
        MediaPlaylist list = MediaPlaylistParser.parse(exchange.get(url).body(), report);
        Download answer = exchange.get(url + "?" + directives(list));
        double seconds = (answer.receivedNanos() - answer.sentNanos()) / 1e9;
        report.require(
                Rule.HLS_65,
                answer.status() == 503 && Math.abs(seconds - 3.0 * list.targetSeconds()) <= 1,
                () -> "%s answers %d after %.1f s, target duration %d"
                        .formatted(answer.url(), answer.status(), seconds, list.targetSeconds()));
        report.require(
                Rule.HLS_33,
                answer.header("access-control-allow-origin").equals(Optional.of("*")),
                () -> "no CORS on " + answer.status());
    }
}
