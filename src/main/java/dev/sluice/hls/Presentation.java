package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import dev.sluice.container.mpegts.TsMuxer;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaSink;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What viewers see of a stream: one HLS timeline that survives publications.
 *
 * <p>Media and discontinuity sequences never fall, also not over a restart that lost all state: the media sequence of a
 * list begins at Unix seconds, its discontinuity sequence at a multiple of the epoch, if that is more than
 * what is known. Segments are a second long or longer, so numbers do not outrun the clock, save for the short
 * ends of publications and for encoders that send faster than real time; who can remember the last number
 * over a restart says so by {@link #continueFrom}. Names carry the epoch and so stay unique in any case.
 *
 * <p>One thread at a time: the owner of the publication; handing a stream to another thread must order memory.
 */
public final class Presentation {
    /**
     * Room for the jumps of a publication's time stamps in a discontinuity sequence that is only known by
     * epochs. It must stay small, unlike the media sequence: hls.js 1.7 walks an array as long as the
     * discontinuity sequence for every segment, and at Unix seconds a browser does nothing else.
     */
    private static final long DISCONTINUITIES_PER_EPOCH = 16;

    private final String stream;
    private final HlsSettings settings;
    private final InstantSource clock;
    private final HlsStorage storage;
    private final PresentationObserver observer;
    private final SegmentMuxer muxer;
    private final ProgramDate dates = new ProgramDate();
    private final Availability availability = new Availability();
    private MediaDeclaration declaration = new MediaDeclaration();
    private SegmentWindow window;
    private long mediaSequence;
    private long discontinuityFloor;
    private int targetDuration;
    private boolean allIndependent = true;
    private boolean ended;
    private boolean published;
    private Instant playlistsUntil = Instant.MAX;
    private @Nullable Packager current;
    private @Nullable PresentationSnapshot snapshot;

    public Presentation(
            String stream,
            HlsSettings settings,
            InstantSource clock,
            HlsStorage storage,
            PresentationObserver observer) {
        this(stream, settings, clock, storage, observer, SegmentMuxer.mpegTs());
    }

    Presentation(
            String stream,
            HlsSettings settings,
            InstantSource clock,
            HlsStorage storage,
            PresentationObserver observer,
            SegmentMuxer muxer) {
        if (!HlsNames.isStream(stream)) {
            throw new IllegalArgumentException("not a stream name");
        }
        this.stream = stream;
        this.settings = settings;
        this.clock = clock;
        this.storage = storage;
        this.observer = observer;
        this.muxer = muxer;
        window = new SegmentWindow(settings, 0);
    }

    /** Whether viewers can be given this codec at all. */
    public static boolean carries(Codec codec) {
        return TsMuxer.carries(codec);
    }

    /** The next list begins with these numbers at least; for what is remembered of an earlier process. */
    public void continueFrom(long leastMediaSequence, long leastDiscontinuitySequence) {
        mediaSequence = Math.max(mediaSequence, leastMediaSequence);
        discontinuityFloor = Math.max(discontinuityFloor, leastDiscontinuitySequence);
    }

    /**
     * The sink of a new publication; the one before is ended. Its {@code onEnd} flushes a last short segment and leaves
     * the playlist open. A publication without media changes nothing.
     *
     * @param epoch greater than that of every earlier publication of the stream
     */
    public MediaSink publish(long epoch) {
        endCurrent();
        current = new Packager(settings, muxer, published, new Numbering(epoch));
        published = true;
        return current;
    }

    /** No publication came within the resume window: the list is closed; {@link #tick} removes it in the end. */
    public void finish() {
        endCurrent();
        if (ended || window.isEmpty()) {
            return;
        }
        ended = true;
        Instant now = clock.instant();
        playlistsUntil = now.plus(window.durationMicros(), ChronoUnit.MICROS).plusSeconds(targetDuration);
        retire(window.lines(), playlistsUntil);
        if (snapshot != null) {
            show(snapshot.facts(), now);
        }
    }

    /** Removes what is no longer available; call about once a second, also when nobody publishes. */
    public void tick() {
        Instant now = clock.instant();
        if (ended && snapshot != null && !playlistsUntil.isAfter(now)) {
            snapshot = null;
            storage.delete(HlsNames.multivariant(stream));
            storage.delete(HlsNames.mediaPlaylist(stream));
            observer.gone(stream);
        }
        availability.expire(now, storage::delete);
    }

    /** What viewers see now; empty before the first complete segment and after the end. */
    public Optional<PresentationSnapshot> snapshot() {
        return Optional.ofNullable(snapshot);
    }

    /** Whether nothing is left to show or to remove, so that this object may be forgotten. */
    public boolean isIdle() {
        return current == null && snapshot == null && availability.isEmpty();
    }

    private void endCurrent() {
        if (current != null) {
            current.onEnd();
            current = null;
        }
    }

    private void add(long epoch, Cut cut, boolean firstOfPublication) {
        Instant now = clock.instant();
        if (ended || window.isEmpty()) {
            beginList(epoch, cut, now);
        }
        boolean listBegins = window.isEmpty();
        boolean anew = firstOfPublication || cut.discontinuity();
        Instant date = listBegins || anew
                ? dates.startAnew(cut.sincePublishMicros(), cut.durationMicros())
                : dates.goOn(cut.durationMicros(), now);
        Segment segment = new Segment(
                new HlsResource.Segment(stream, epoch, mediaSequence++),
                cut.durationMicros(),
                date,
                anew && !listBegins,
                cut.independent(),
                cut.content());
        storage.store(segment.name().path(), segment.content());
        window.add(segment);
        long listedMicros = window.durationMicros();
        allIndependent &= cut.independent();
        List<SegmentWindow.Line> removed = window.slide(targetDuration);
        retire(removed, now.plus(listedMicros, ChronoUnit.MICROS).plusSeconds(targetDuration));
        show(declaration.declare(cut, window.lines()), now);
        tick();
    }

    private void beginList(long epoch, Cut cut, Instant now) {
        long discontinuities = snapshot == null && !ended ? 0 : window.nextDiscontinuitySequence() + 1;
        long least = Math.max(discontinuityFloor, epoch * DISCONTINUITIES_PER_EPOCH);
        window = new SegmentWindow(settings, Math.max(discontinuities, least));
        mediaSequence = Math.max(mediaSequence, now.getEpochSecond());
        targetDuration = TargetDuration.choose(settings, cut.durationMicros(), cut.irregularGopMicros());
        declaration = new MediaDeclaration();
        allIndependent = true;
        ended = false;
        playlistsUntil = Instant.MAX;
    }

    private void retire(Iterable<SegmentWindow.Line> lines, Instant until) {
        for (SegmentWindow.Line line : lines) {
            availability.retire(line.name().path(), until);
        }
    }

    private void show(MediaFacts facts, Instant now) {
        List<String> texts =
                window.lines().stream().map(SegmentWindow.Line::text).toList();
        long first = window.lines().iterator().next().name().mediaSequence();
        Slice media = PlaylistText.media(targetDuration, first, window.discontinuitySequence(), texts, ended);
        Slice multivariant = PlaylistText.multivariant(stream, facts, allIndependent);
        PresentationSnapshot before = snapshot;
        PresentationSnapshot after = new PresentationSnapshot(
                stream,
                ended,
                targetDuration,
                version(multivariant, before == null ? null : before.multivariant(), now),
                version(media, before == null ? null : before.media(), now),
                window.held(),
                facts);
        snapshot = after;
        storage.replace(HlsNames.mediaPlaylist(stream), media);
        if (before == null
                || before.multivariant().version() != after.multivariant().version()) {
            storage.replace(HlsNames.multivariant(stream), multivariant);
        }
        observer.changed(after);
    }

    private static PresentationSnapshot.Playlist version(
            Slice text, PresentationSnapshot.@Nullable Playlist before, Instant now) {
        if (before != null && before.text().equals(text)) {
            return before;
        }
        long least = before == null ? 0 : before.version() + 1;
        return new PresentationSnapshot.Playlist(text, Math.max(least, now.toEpochMilli()), now);
    }

    /** Numbers the segments of one publication. */
    private final class Numbering implements Packager.Target {
        private final long epoch;
        private boolean added;

        Numbering(long epoch) {
            this.epoch = epoch;
        }

        @Override
        public void first() {
            dates.publish(clock.instant());
        }

        @Override
        public void add(Cut cut) {
            Presentation.this.add(epoch, cut, !added);
            added = true;
        }

        @Override
        public long longestMicros() {
            return ended || window.isEmpty()
                    ? TargetDuration.longestMicros(
                            (int) settings.longestSegment().toSeconds())
                    : TargetDuration.longestMicros(targetDuration);
        }
    }
}
