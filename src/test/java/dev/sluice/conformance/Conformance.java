package dev.sluice.conformance;

import dev.sluice.conformance.MultivariantRules.Found;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Follows a live presentation from its multivariant playlist, all media playlists at once, until it is
 * told to stop, and judges what it got.
 *
 * <pre>
 * Conformance checker = Conformance.follow("audio only", url, Mode.POLLING, Situation.STEADY);
 * checker.awaitSegments(8, Duration.ofSeconds(30));
 * checker.judge().assertHolds();
 * </pre>
 */
public final class Conformance implements AutoCloseable {
    /** How playlists are reloaded. */
    public enum Mode {
        POLLING,
        /** Blocks where the playlists offer it, and polls where not. */
        LOW_LATENCY
    }

    private final Exchange exchange = Exchange.over(HttpClient.newHttpClient());
    private final URI uri;
    private final Situation situation;
    private final Report report;
    private final Map<String, Follower> followers = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private MultivariantPlaylist multivariant;

    private Conformance(String subject, URI uri, Mode mode, Situation situation, Duration patience) {
        this.uri = uri;
        this.situation = situation;
        report = new Report(subject);
        multivariant = await(patience);
        for (String media : multivariant.uris()) {
            Follower follower =
                    new Follower(exchange, uri.resolve(media), media, mode == Mode.LOW_LATENCY, situation, report);
            followers.put(media, follower);
            threads.add(new Thread(follower, "follower of " + media));
        }
        followers.values().forEach(follower -> follower.siblings(List.copyOf(followers.values())));
        threads.forEach(Thread::start);
    }

    /** Starts to follow as soon as the multivariant playlist is there; fails when it is not after 30 s. */
    public static Conformance follow(String subject, String multivariantUrl, Mode mode, Situation situation) {
        return new Conformance(subject, URI.create(multivariantUrl), mode, situation, Duration.ofSeconds(30));
    }

    private MultivariantPlaylist await(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Download answer = exchange.get(uri.toString());
        while (answer.status() != 200) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(uri + " still answers " + answer.status() + " after " + patience);
            }
            LockSupport.parkNanos(50_000_000);
            answer = exchange.get(uri.toString());
        }
        return MultivariantPlaylist.parse(answer.body(), report);
    }

    /** Waits until every media playlist has listed {@code count} segments; fails when that takes too long. */
    public void awaitSegments(int count, Duration limit) {
        await(limit, count + " segments", recording -> recording.segments().size() >= count);
    }

    /**
     * Waits until a listed segment, other than the first, is marked as a discontinuity, and {@code more}
     * follow it.
     */
    public void awaitDiscontinuity(int more, Duration limit) {
        await(limit, "a discontinuity", recording -> {
            var segments = recording.segments();
            return segments.stream()
                    .limit(Math.max(0, segments.size() - more))
                    .skip(1)
                    .anyMatch(MediaPlaylist.Segment::discontinuity);
        });
    }

    /** Waits until every media playlist has ENDLIST. */
    public void awaitEnd(Duration limit) {
        await(
                limit,
                "the end",
                recording -> recording
                        .last()
                        .filter(version -> version.playlist().ended())
                        .isPresent());
    }

    private void await(Duration limit, String what, java.util.function.Predicate<Recording> condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!followers.values().stream().map(Follower::recording).allMatch(condition)) {
            if (System.nanoTime() > deadline) {
                stop();
                throw new AssertionError(
                        report.table() + "\n   " + what + " did not come within " + limit + ":\n" + lastTexts());
            }
            LockSupport.parkNanos(100_000_000);
        }
    }

    private String lastTexts() {
        StringBuilder text = new StringBuilder();
        followers
                .values()
                .forEach(follower ->
                        text.append(follower.newest().map(Version::text).orElse("nothing but " + follower.refusals())));
        return text.toString();
    }

    /** Asks how things are served; call while the stream is live. */
    public Conformance probeHttp() {
        HttpRules rules = new HttpRules(exchange, report);
        rules.playlist(uri.toString(), 1);
        rules.missing(uri.resolve("."));
        for (Follower follower : followers.values()) {
            Recording recording = follower.recording();
            MediaPlaylist list = recording.last().orElseThrow().playlist();
            rules.playlist(follower.uri().toString(), list.targetSeconds());
            list.last().ifPresent(segment -> {
                recording
                        .file(segment.uri())
                        .ifPresent(file -> rules.media(file, segment.isTransportStream(), list.seconds()));
                recording.file(segment.map()).ifPresent(file -> rules.media(file, false, list.seconds()));
            });
        }
        return this;
    }

    /** Asks what a waiting player is told when nothing comes any more; call while the publisher is stopped. */
    public Conformance probeStalled() {
        followers.values().stream()
                .findFirst()
                .filter(follower -> follower.newest()
                        .filter(version -> version.playlist().control().isYes("CAN-BLOCK-RELOAD"))
                        .isPresent())
                .ifPresent(follower ->
                        LowLatencyRules.stalled(exchange, follower.uri().toString(), report));
        return this;
    }

    /** Stops, and judges everything that was recorded; {@code events} are what the scenario did. */
    public Report judge(Rule... events) {
        Download newest = exchange.get(uri.toString());
        stop();
        if (newest.status() == 200) {
            multivariant = MultivariantPlaylist.parse(newest.body(), report);
        }
        Map<String, Found> found = new LinkedHashMap<>();
        followers.forEach((media, follower) -> {
            Recording recording = follower.recording();
            HistoryRules.check(recording.versions(), situation, report);
            recording.versions().forEach(version -> PlaylistRules.check(version.playlist(), report));
            PartRules.check(recording, situation, report);
            MediaRules rules = new MediaRules(situation, report);
            List<Measured> measured = rules.check(recording);
            TimelineRules.check(measured, report);
            List.of(events).forEach(event -> event(event, recording, measured));
            found.put(media, new Found(recording, measured, rules.entries(), rules.picture()));
            report.note(summary(recording, measured));
        });
        MultivariantRules.check(multivariant, found, situation, report);
        return report;
    }

    private void event(Rule event, Recording recording, List<Measured> measured) {
        switch (event) {
            case HLS_71, HLS_72 -> ContinuityRules.goesOn(event, recording, report);
            case HLS_73 -> {
                if (measured.stream().anyMatch(Measured::video)) {
                    ContinuityRules.changes(recording, report);
                }
            }
            case HLS_74 -> ContinuityRules.wraps(recording, measured, report);
            default -> throw new IllegalArgumentException(event + " is no event");
        }
    }

    private static String summary(Recording recording, List<Measured> measured) {
        Optional<Version> last = recording.last();
        return "%s: %d versions, %d segments of %s s, %d measured, %d files, target duration %s"
                .formatted(
                        recording.name(),
                        recording.versions().size(),
                        recording.segments().size(),
                        recording.segments().stream()
                                .map(segment -> "%.2f".formatted(segment.seconds()))
                                .distinct()
                                .limit(6)
                                .toList(),
                        measured.size(),
                        recording.files().size(),
                        last.map(version -> "" + version.playlist().targetSeconds())
                                .orElse("unknown"));
    }

    private void stop() {
        followers.values().forEach(Follower::stop);
        for (Thread thread : threads) {
            try {
                thread.join(15_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        followers.values().forEach(Follower::stop);
        threads.forEach(Thread::interrupt);
    }
}
