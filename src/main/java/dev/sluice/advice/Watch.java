package dev.sluice.advice;

import dev.sluice.live.DroppedMessage;
import dev.sluice.live.LiveEvent;
import dev.sluice.live.MediaPace;
import dev.sluice.live.Publication;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One publication under watch: looks once a second and remembers ten seconds. On the board's thread. */
final class Watch {
    private static final int LOOKS = 11;
    private static final double USUAL_SECONDS = 900;
    private static final long JUMPS_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final int MAX_JUMPS = 100;
    private static final double BITS = 8e9;

    /** Totals at a moment. */
    private record Look(long nanos, long videoBytes, long audioBytes, long frames) {}

    private final Publication publication;
    private final NoticeListener listener;
    private final Deque<Look> looks = new ArrayDeque<>();
    private final Deque<Long> recentJumps = new ArrayDeque<>();
    private final AdviceBoard advice = new AdviceBoard();
    private final long begunNanos;
    private double usualBitrate;
    private long jumps;

    Watch(Publication publication, NoticeListener listener, long nowNanos) {
        this.publication = publication;
        this.listener = listener;
        this.begunNanos = nowNanos;
        looks.add(totals(nowNanos));
    }

    boolean isOf(Publication other) {
        return publication.epoch() == other.epoch();
    }

    /** Looks, tells the listener what is new, and reports. */
    IngestReport report(long nowNanos) {
        looks.addLast(totals(nowNanos));
        if (looks.size() > LOOKS) {
            looks.removeFirst();
        }
        countJumps(nowNanos);
        Measures measures = measures(nowNanos);
        for (Advice first : advice.judge(measures, nowNanos)) {
            if (first.level() != Advice.Level.INFO) {
                listener.noticed(LiveEvent.Kind.WARNING, publication.stream().name(), first.text());
            }
        }
        Optional<Codec.Video> video = video();
        return new IngestReport(
                publication.stream().name(),
                publication.stream().title(),
                publication.epoch(),
                publication.since(),
                publication.publisher().remoteAddress(),
                publication.publisher().software(),
                publication.publisher().keyId(),
                publication.tracks().stream()
                        .map(track -> track.codec().rfc6381())
                        .collect(Collectors.joining(",")),
                video.map(Codec.Video::width).orElse(0),
                video.map(Codec.Video::height).orElse(0),
                measures,
                jumps,
                dropped(),
                advice.shown());
    }

    private void countJumps(long nowNanos) {
        long total =
                publication.repairs().jumpsForward() + publication.repairs().jumpsBackward();
        for (long more = Math.min(total - jumps, MAX_JUMPS); more > 0; more--) {
            recentJumps.addLast(nowNanos);
        }
        while (!recentJumps.isEmpty()
                && (recentJumps.size() > MAX_JUMPS || nowNanos - recentJumps.getFirst() > JUMPS_NANOS)) {
            recentJumps.removeFirst();
        }
        if (total > jumps) {
            jumps = total;
            listener.noticed(
                    LiveEvent.Kind.DISCONTINUITY,
                    publication.stream().name(),
                    "The encoder's clock jumped; viewers see a cut.");
        }
    }

    private Measures measures(long nowNanos) {
        Look from = looks.getFirst();
        Look to = looks.getLast();
        long nanos = Math.max(1, to.nanos() - from.nanos());
        double videoBitrate = (to.videoBytes() - from.videoBytes()) * BITS / nanos;
        double audioBitrate = (to.audioBytes() - from.audioBytes()) * BITS / nanos;
        double ageSeconds = Math.max(1, (nowNanos - begunNanos) / 1e9);
        // A plain mean until there is a quarter of an hour to average over.
        usualBitrate += (videoBitrate + audioBitrate - usualBitrate) / Math.min(USUAL_SECONDS, ageSeconds);
        MediaPace pace = publication.pace();
        List<Track> tracks = publication.tracks();
        return new Measures(
                videoBitrate,
                audioBitrate,
                usualBitrate,
                (to.frames() - from.frames()) * 1e9 / nanos,
                video().map(Codec.Video::frameRate).orElse(OptionalDouble.empty()),
                millis(nowNanos - publication.lastMediaNanos()),
                pace.gopMillis(),
                pace.longGops(),
                millis(nowNanos - pace.keyNanos()),
                pace.skewMillis(),
                recentJumps.size(),
                millis(nowNanos - begunNanos),
                tracks.stream().anyMatch(track -> track.id().kind() == MediaKind.VIDEO),
                tracks.stream().anyMatch(track -> track.id().kind() == MediaKind.AUDIO),
                tracks.stream().map(track -> track.codec().displayName()).toList());
    }

    private Map<DroppedMessage, Long> dropped() {
        Map<DroppedMessage, Long> dropped = new EnumMap<>(DroppedMessage.class);
        for (DroppedMessage reason : DroppedMessage.values()) {
            dropped.put(reason, publication.droppedMessages(reason));
        }
        return dropped;
    }

    private Optional<Codec.Video> video() {
        return publication.tracks().stream()
                .map(Track::codec)
                .filter(Codec.Video.class::isInstance)
                .map(Codec.Video.class::cast)
                .findFirst();
    }

    private Look totals(long nowNanos) {
        return new Look(
                nowNanos,
                publication.counters().bytes(MediaKind.VIDEO),
                publication.counters().bytes(MediaKind.AUDIO),
                publication.counters().frames(MediaKind.VIDEO));
    }

    private static long millis(long nanos) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos));
    }
}
