package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaSink;
import dev.sluice.media.Track;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What viewers see of a stream in one format: one HLS timeline that survives publications.
 *
 * <p>Media and discontinuity sequences never fall, also not over a restart that lost all state: the media sequence of a
 * list begins at Unix seconds, its discontinuity sequence at a multiple of the epoch, if that is more than
 * what is known. Segments are a second long or longer, so numbers do not outrun the clock, save for the short
 * ends of publications and for encoders that send faster than real time; who can remember the last number
 * over a restart says so by {@link #restore}. Names carry the epoch and so stay unique in any case.
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

    private static final int POSTERS = 3;

    private final String stream;
    private final Format format;
    private final HlsResource multivariantName;
    private final HlsSettings settings;
    private final InstantSource clock;
    private final HlsStorage storage;
    private final PresentationObserver observer;
    private final Container container;
    private final ProgramDate dates = new ProgramDate();
    private final Availability availability = new Availability();
    private final Deque<Poster> posters = new ArrayDeque<>();
    private final GopMeter gops;
    private RenditionLists lists;
    private long mediaSequence;
    private long discontinuityFloor;
    private boolean published;
    private long leastEpoch;
    private int unwritten;
    private boolean recorded;
    private Instant playlistsUntil = Instant.MAX;
    private @Nullable Packager current;
    private @Nullable PresentationSnapshot snapshot;

    /**
     * A presentation without any media yet.
     *
     * @param multivariantName where its entry point is
     */
    public Presentation(
            HlsResource multivariantName,
            Format format,
            HlsSettings settings,
            InstantSource clock,
            HlsStorage storage,
            PresentationObserver observer) {
        this(multivariantName, format, settings, clock, storage, observer, Containers.of(format));
    }

    Presentation(
            HlsResource multivariantName,
            Format format,
            HlsSettings settings,
            InstantSource clock,
            HlsStorage storage,
            PresentationObserver observer,
            Container container) {
        this.stream = multivariantName.stream();
        if (!HlsNames.isStream(stream)) {
            throw new IllegalArgumentException("not a stream name");
        }
        this.format = format;
        this.multivariantName = multivariantName;
        // Two recordings of one stream would have the same name, and the same content.
        boolean second = multivariantName instanceof HlsResource.TsMultivariant;
        this.settings = second ? settings.withRecording(false) : settings;
        this.clock = clock;
        this.storage = storage;
        this.observer = observer;
        this.container = container;
        gops = new GopMeter(TargetDuration.micros(settings.segmentTarget()));
        lists = newLists(0, 0);
    }

    /** Whether viewers can be given this codec in this format. */
    public static boolean carries(Format format, Codec codec) {
        return Containers.carries(format, codec);
    }

    /** The next list begins with these numbers at least; for what is remembered of an earlier process. */
    public void continueFrom(long leastMediaSequence, long leastDiscontinuitySequence) {
        mediaSequence = Math.max(mediaSequence, leastMediaSequence);
        discontinuityFloor = Math.max(discontinuityFloor, leastDiscontinuitySequence);
    }

    /** The next list begins above the numbers of what an earlier process left, which nobody watches any more. */
    public void continueAfter(StoredPresentation stored) {
        continueFrom(stored.nextMediaSequence(), stored.nextDiscontinuitySequence());
        leastEpoch = Math.max(leastEpoch, stored.nextEpoch());
        gops.restore(stored.gopMicros());
    }

    /**
     * Shows what an earlier process left, from the storage, and goes on with it. Players may know segments that were
     * not stored in time: the next publication leaves gaps in their places. Does nothing once there was a publication.
     */
    public void restore(StoredPresentation stored) {
        if (published) {
            return;
        }
        published = true;
        continueAfter(stored);
        unwritten = StoredPresentation.UNWRITTEN;
        mediaSequence = stored.nextMediaSequence() - unwritten;
        lists = newLists(0, 0);
        lists.restore(stored);
        recorded = stored.ended();
        show(clock.instant());
    }

    /**
     * The sink of a new publication; the one before is ended. Its {@code onEnd} flushes a last short segment and leaves
     * the playlist open. A publication without media changes nothing.
     *
     * @param epoch greater than that of every earlier publication of the stream
     */
    public MediaSink publish(long epoch) {
        endCurrent();
        // A database that was lost counts epochs anew, but names that players and caches know must not return.
        leastEpoch = Math.max(leastEpoch, epoch);
        current = new Packager(settings, published, new Numbering(leastEpoch++));
        published = true;
        return current;
    }

    /** No publication came within the resume window: the list is closed; {@link #tick} removes it in the end. */
    public void finish() {
        endCurrent();
        if (lists.ended() || !lists.isReady()) {
            return;
        }
        mediaSequence += unwritten;
        unwritten = 0;
        lists.end();
        Instant now = clock.instant();
        playlistsUntil = now.plus(lists.durationMicros(), ChronoUnit.MICROS).plusSeconds(lists.targetDuration());
        show(now);
        lists.shown().forEach(this::writePlaylist);
        if (settings.recording() && !recorded) {
            RecordingText.write(lists, snapshot().orElseThrow().multivariant().text(), storage)
                    .ifPresent(observer::recorded);
        }
    }

    /** Removes what is no longer available; call about once a second, also when nobody publishes. */
    public void tick() {
        Instant now = clock.instant();
        PresentationSnapshot shown = snapshot;
        if (shown != null && shown.ended() && !playlistsUntil.isAfter(now)) {
            snapshot = null;
            storage.delete(multivariantName.path());
            shown.renditions().keySet().forEach(this::deletePlaylist);
            observer.gone(stream, format);
            if (lists.ended()) {
                lists.letGo();
            }
        }
        availability.expire(storage.isFull() ? Instant.MAX : now, storage::delete);
    }

    /** What viewers see now; empty before the first complete segment and after the end. */
    public Optional<PresentationSnapshot> snapshot() {
        return Optional.ofNullable(snapshot);
    }

    /**
     * Whether nothing is left to show or to remove, and the clock and the next epoch alone make later numbers higher
     * than all that were used: then this object may be forgotten.
     */
    public boolean isForgettable() {
        long discontinuities = published ? lists.nextDiscontinuitySequence() + 1 : 0;
        return current == null
                && snapshot == null
                && availability.isEmpty()
                && mediaSequence < clock.instant().getEpochSecond()
                && Math.max(discontinuityFloor, discontinuities) <= leastEpoch * DISCONTINUITIES_PER_EPOCH;
    }

    private void endCurrent() {
        if (current != null) {
            current.onEnd();
            current = null;
        }
    }

    private void beginLists(long epoch) {
        long next = snapshot == null && !lists.ended() ? 0 : lists.nextDiscontinuitySequence() + 1;
        long least = Math.max(discontinuityFloor, epoch * DISCONTINUITIES_PER_EPOCH);
        // One number more for the place that stands before the first segment.
        mediaSequence = Math.max(mediaSequence, clock.instant().getEpochSecond()) + (hasParts() ? 1 : 0);
        // Players of parts do not wait for a whole segment: what is known of the encoder must do.
        int target = hasParts() ? TargetDuration.choose(settings, gops.naturalMicros(), 0) : 0;
        lists.letGo();
        lists = newLists(Math.max(next, least), target);
        recorded = false;
        posters.clear();
    }

    private RenditionLists newLists(long discontinuitySequence, int targetDuration) {
        return new RenditionLists(
                stream, settings, hasParts(), discontinuitySequence, targetDuration, new ListEffects());
    }

    private boolean hasParts() {
        return format == Format.CMAF && !settings.partTarget().isZero();
    }

    private void show(Instant now) {
        Optional<PresentationSnapshot.Multivariant> before = snapshot().map(PresentationSnapshot::multivariant);
        RenditionLists.Description description = lists.describe(container.version());
        Slice text = description.multivariant();
        PresentationSnapshot.Multivariant multivariant = before.filter(
                        shown -> shown.text().equals(text))
                .orElseGet(() -> {
                    long least = before.map(shown -> shown.version() + 1).orElse(0L);
                    return new PresentationSnapshot.Multivariant(
                            multivariantName, text, Math.max(least, now.toEpochMilli()), now);
                });
        snapshot = new PresentationSnapshot(
                stream, format, multivariant, lists.snapshots(now), description.facts(), List.copyOf(posters));
        observer.changed(snapshot);
    }

    private void writePlaylist(RenditionList list) {
        snapshot().flatMap(shown -> shown.rendition(list.rendition())).ifPresent(rendition -> {
            Slice text = PlaylistText.media(rendition, List.of(), PlaylistText.Form.PLAIN);
            storage.replace(list.name().path(), new PlaylistSeal(text.toUtf8(), gops.naturalMicros()).sealed());
        });
    }

    private void deletePlaylist(Rendition rendition) {
        storage.delete(new HlsResource.MediaPlaylist(stream, rendition).path());
    }

    /** What the lists cause: files and versions. */
    private final class ListEffects implements RenditionLists.Effects {
        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public void retire(HlsResource.Immutable file, long micros) {
            availability.retire(file.path(), clock.instant().plus(micros, ChronoUnit.MICROS));
        }

        @Override
        public HlsStorage storage() {
            return storage;
        }

        @Override
        public void changed(RenditionList list, boolean complete) {
            if (!lists.isReady()) {
                return;
            }
            Optional<PresentationSnapshot> before = snapshot();
            show(clock.instant());
            if (complete) {
                write(list, before);
                tick();
            }
        }

        @Override
        public void withdraw(SegmentStart place) {
            mediaSequence = place.mediaSequence();
        }

        @Override
        public long irregularGopMicros() {
            return gops.irregularMicros();
        }

        /** Media playlists first: the multivariant one names only what is there. */
        private void write(RenditionList list, Optional<PresentationSnapshot> before) {
            PresentationSnapshot after = snapshot().orElseThrow();
            boolean sameLists = before.filter(shown -> !shown.ended()
                            && shown.renditions()
                                    .keySet()
                                    .equals(after.renditions().keySet()))
                    .isPresent();
            if (sameLists) {
                writePlaylist(list);
            } else {
                lists.shown().forEach(Presentation.this::writePlaylist);
            }
            boolean sameText = before.filter(shown -> shown.multivariant().version()
                            == after.multivariant().version())
                    .isPresent();
            if (!sameText) {
                storage.replace(multivariantName.path(), after.multivariant().text());
            }
        }
    }

    /** Gives the segments of one publication their places. */
    private final class Numbering implements Packager.Target {
        private final long epoch;
        private long places;
        private long lastStartMicros;

        Numbering(long epoch) {
            this.epoch = epoch;
        }

        @Override
        public List<Track> choose(List<Track> all) {
            return container.choose(all);
        }

        @Override
        public Packager.Lanes open(List<Track> tracks, LongSupplier leadMicros) {
            if (lists.ended() || lists.isEmpty()) {
                beginLists(epoch);
            }
            Packager.Lanes lanes = container.open(tracks, lists::list, lists.parts(), leadMicros);
            return lanes.with(lists.all().stream()
                    .filter(list -> !lanes.renditions().contains(list.rendition()))
                    .map(SilentLane::new)
                    .toList());
        }

        @Override
        public void first() {
            dates.publish(clock.instant());
        }

        @Override
        public SegmentStart begin(long startMicros, long soundMicros, long sinceFirstMicros, boolean discontinuity) {
            for (; unwritten > 0; unwritten--) {
                lists.lost(mediaSequence++);
            }
            boolean listBegins = lists.isEmpty();
            boolean anew = places == 0 || discontinuity;
            Instant date = anew
                    ? dates.startAnew(sinceFirstMicros, lists.endDate())
                    : dates.goOn(startMicros - lastStartMicros, clock.instant());
            places++;
            lastStartMicros = startMicros;
            if (anew) {
                gops.reset();
            } else {
                gops.segment();
            }
            return new SegmentStart(epoch, mediaSequence++, startMicros, soundMicros, date, anew && !listBegins);
        }

        @Override
        public void picture(SegmentStart place, AccessUnit unit) {
            posters.add(
                    new Poster(new HlsResource.Poster(stream, epoch, place.mediaSequence()), unit, container::poster));
            if (posters.size() > POSTERS) {
                posters.remove();
            }
        }

        @Override
        public void randomAccess(long dtsMicros) {
            gops.randomAccess(dtsMicros);
        }

        @Override
        public long longestMicros() {
            int target = lists.targetDuration();
            return TargetDuration.longestMicros(
                    target == 0 ? (int) settings.longestSegment().toSeconds() : target);
        }
    }
}
