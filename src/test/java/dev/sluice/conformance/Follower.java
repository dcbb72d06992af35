package dev.sluice.conformance;

import dev.sluice.conformance.MediaPlaylist.Part;
import dev.sluice.conformance.MediaPlaylist.Segment;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Follows one media playlist on a thread of its own: gets every version, and everything that is listed at
 * the moment it is. Polls, or blocks where the playlist offers that.
 */
final class Follower implements Runnable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int DOWNLOAD_TWICE = 3;

    private final Exchange exchange;
    private final URI uri;
    private final String name;
    private final boolean blocking;
    private final Report report;
    private final AvailabilityRules availability;
    private final LowLatencyRules lowLatency;
    private final List<Version> versions = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Download> files = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<Integer, Integer> refusals = new HashMap<>();
    private volatile boolean stopped;

    Follower(Exchange exchange, URI uri, String name, boolean blocking, Situation situation, Report report) {
        this.exchange = exchange;
        this.uri = uri;
        this.name = name;
        this.blocking = blocking;
        this.report = report;
        availability = new AvailabilityRules(report);
        lowLatency = new LowLatencyRules(exchange, uri, situation, report);
    }

    /** One that has got {@code versions} and asks nobody. */
    static Follower having(URI uri, List<Version> versions) {
        Exchange nobody = (method, url, headers) -> {
            throw new IllegalStateException(url);
        };
        Follower follower = new Follower(nobody, uri, "recorded", false, Situation.STEADY, new Report("recorded"));
        follower.versions.addAll(versions);
        return follower;
    }

    void stop() {
        stopped = true;
    }

    void siblings(List<Follower> all) {
        lowLatency.siblings(all.stream().filter(one -> one != this).toList());
    }

    URI uri() {
        return uri;
    }

    /** What was got until now. */
    Recording recording() {
        synchronized (files) {
            return Recording.of(name, List.copyOf(versions), files);
        }
    }

    Optional<Version> newest() {
        synchronized (versions) {
            return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
        }
    }

    /** Statuses other than 200 that reloads were answered with, and how often. */
    Map<Integer, Integer> refusals() {
        return refusals;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                reload();
                probe();
            }
        } catch (RuntimeException fault) {
            report.violated(Rule.HLS_37, name + ": the checker itself failed: " + fault);
            throw fault;
        } finally {
            lowLatency.close();
        }
    }

    private void reload() {
        Optional<Version> before = newest();
        boolean block = blocking
                && before.filter(version -> version.playlist().control().isYes("CAN-BLOCK-RELOAD")
                                && !version.playlist().ended())
                        .isPresent();
        Download answer = block ? lowLatency.next(before.orElseThrow()) : exchange.get(uri.toString());
        if (answer.status() == 200) {
            received(answer, before);
        } else {
            refusals.merge(answer.status(), 1, Integer::sum);
        }
        if (!block || answer.status() != 200) {
            pause();
        }
    }

    private void received(Download answer, Optional<Version> before) {
        String text = new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
        if (before.filter(version -> version.text().equals(text)).isPresent()) {
            return;
        }
        MediaPlaylist list = MediaPlaylistParser.parse(answer.body(), report);
        Version now = new Version(
                list, text, answer.receivedNanos(), answer.header("date").flatMap(Follower::date));
        before.ifPresent(version -> availability.step(version, now));
        lowLatency.hint(now);
        download(list);
        versions.add(now);
        before.ifPresent(version -> lowLatency.asked(version, now, answer));
    }

    private void download(MediaPlaylist list) {
        for (Segment segment : list.segments()) {
            boolean isNew = !files.containsKey(segment.uri()) && !segment.gap();
            if (isNew) {
                get(segment.map());
                segment.parts().forEach(this::part);
                get(segment.uri());
                if (files.size() % DOWNLOAD_TWICE == 0) {
                    MediaRules.again(files.get(segment.uri()), exchange.get(url(segment.uri())), report);
                }
            }
        }
        get(list.openMap());
        list.openParts().forEach(this::part);
    }

    private void part(Part part) {
        if (!part.gap()) {
            lowLatency.hinted(part.uri()).ifPresent(early -> files.putIfAbsent(part.uri(), early));
            get(part.uri());
        }
    }

    private void get(String file) {
        if (!file.isEmpty() && !files.containsKey(file)) {
            files.put(file, exchange.get(url(file)));
        }
    }

    private String url(String file) {
        return uri.resolve(file).toString();
    }

    private void probe() {
        for (String file : availability.due(System.nanoTime())) {
            Download again = exchange.get(url(file));
            availability.answered(again);
            Download first = files.get(file);
            if (first != null && first.status() == 200 && again.status() == 200) {
                MediaRules.again(first, again, report);
            }
        }
    }

    static Optional<Instant> date(String header) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header)));
        } catch (java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }
}
