package dev.sluice.hls;

import dev.sluice.bytes.ByteArena;
import dev.sluice.bytes.JoinedBytes;
import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.media.Track;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The media playlist of one rendition as it grows and slides. */
final class RenditionList implements RenditionOutput {
    /** The presentation, as far as a list needs it. */
    interface Owner {
        Instant now();

        /** A segment of this length is complete: the target duration is chosen if it is not yet. */
        int targetDuration(long segmentMicros);

        PartTarget parts();

        /** A file is listed no more by lists of {@code playlistMicros}; it may go as long and a segment later. */
        void retire(HlsResource.Immutable file, long playlistMicros);

        HlsStorage storage();

        /** What multivariant playlists tell of the list may differ from now on. */
        void describedAnew();

        /** There is something new to show; {@code complete} says that it is a segment. */
        void changed(RenditionList list, boolean complete);

        void withdraw(SegmentStart place);
    }

    /** The segment in progress. */
    private static final class Open {
        private final SegmentStart place;
        private final Instant date;
        private final List<Part> parts = new ArrayList<>();
        private int pictures;

        Open(SegmentStart place, Instant date) {
            this.place = place;
            this.date = date;
        }
    }

    private static final long STAND_IN_MICROS = 1_000;

    private final String stream;
    private final Rendition rendition;
    private final boolean leads;
    private final Owner owner;
    private final RenditionMeter meter = new RenditionMeter();
    private final SegmentWindow window;
    private final Map<HlsResource.Init, Slice> inits = new LinkedHashMap<>();
    private Optional<HlsResource.Init> init = Optional.empty();
    private Slice configuration = Slice.EMPTY;
    private List<Track> tracks = List.of();
    private final Tape tape;
    private List<SegmentLine> lines = List.of();
    private ListPrefix prefix = new ListPrefix();
    private List<Segment> held = List.of();
    private long epoch = -1;
    private long initNumber;
    private long partNumber;
    private int segments;
    private boolean media;
    private boolean stale;
    private Instant endDate = Instant.EPOCH;
    private @Nullable Open open;
    private @Nullable RenditionSnapshot snapshot;

    /** {@code leads} says that its parts decide how long parts are. */
    RenditionList(
            String stream,
            Rendition rendition,
            boolean leads,
            HlsSettings settings,
            long discontinuitySequence,
            Owner owner) {
        this.stream = stream;
        this.rendition = rendition;
        this.leads = leads;
        this.owner = owner;
        window = new SegmentWindow(settings, discontinuitySequence);
        tape = new Tape(settings.recording());
    }

    @Override
    public void configure(List<Track> now, Slice content) {
        tracks = now;
        configuration = content;
        owner.describedAnew();
    }

    @Override
    public void begin(SegmentStart place, long startMicros) {
        if (place.epoch() != epoch) {
            epoch = place.epoch();
            initNumber = 0;
            partNumber = 0;
        }
        // Unchanged bytes keep their name: a decoder that is not set up anew goes on without a flicker.
        if (!configuration.isEmpty()
                && !configuration.equals(init.map(inits::get).orElse(Slice.EMPTY))) {
            HlsResource.Init next = new HlsResource.Init(stream, epoch, rendition, initNumber++);
            inits.put(next, configuration);
            owner.storage().store(next.path(), configuration);
            init = Optional.of(next);
        }
        Instant date = place.programDateTime().plus(startMicros - place.startMicros(), ChronoUnit.MICROS);
        if (window.isEmpty() && owner.parts().partsAreListed()) {
            standIn(place, date);
        }
        open = new Open(place, date);
    }

    @Override
    public ByteArena arena() {
        return owner.storage().arena();
    }

    @Override
    public void part(long durationMicros, int pictures, boolean startsIndependent, SharedBytes content) {
        Open segment = segment();
        HlsResource.Part name = new HlsResource.Part(stream, epoch, rendition, partNumber++);
        if (leads) {
            owner.parts().decide(durationMicros);
        }
        // A frame that alone is longer than the target is rare, and players reject what claims to be.
        long listed = owner.parts().isDecided()
                ? Math.min(durationMicros, owner.parts().micros())
                : durationMicros;
        segment.parts.add(new Part(name, listed, startsIndependent, content));
        segment.pictures += pictures;
        stale = true;
        if (owner.parts().partsAreListed()) {
            if (segments == 0) {
                meter.estimate(content.length(), durationMicros, pictures);
            }
            if (segments == 0 || !media) {
                owner.describedAnew();
            }
            media = true;
            owner.changed(this, false);
        }
    }

    @Override
    public void end(long durationMicros) {
        Open segment = segment();
        open = null;
        List<Part> parts = segment.parts;
        SharedBytes content = parts.size() == 1
                ? parts.get(0).content()
                : new JoinedBytes(parts.stream().map(Part::content).toList());
        boolean startsIndependent = parts.get(0).independent();
        media = true;
        Segment complete = new Segment(
                new HlsResource.Segment(stream, epoch, rendition, segment.place.mediaSequence()),
                durationMicros,
                segment.date,
                segment.place.discontinuity(),
                startsIndependent,
                init,
                owner.parts().partsAreListed() ? parts : List.of(),
                content);
        owner.storage().store(complete.name().path(), content);
        add(complete, segment.pictures);
    }

    @Override
    public void gap(SegmentStart place, long durationMicros) {
        epoch = place.epoch();
        add(
                Segment.gap(
                        new HlsResource.Segment(stream, epoch, rendition, place.mediaSequence()),
                        durationMicros,
                        place.programDateTime(),
                        place.discontinuity(),
                        init),
                0);
    }

    @Override
    public void withdraw() {
        owner.withdraw(segment().place);
        letGoOpen();
    }

    /** Nobody will be shown the list any more. */
    void letGo() {
        window.letGoAll();
        held = List.of();
        letGoOpen();
    }

    private void letGoOpen() {
        if (open != null) {
            open.parts.forEach(part -> part.content().release());
            open = null;
        }
    }

    /**
     * Players are lost in a list without any segment, and the first one takes seconds: until it is complete, a gap too
     * short to be seen stands before its parts.
     */
    private void standIn(SegmentStart first, Instant date) {
        shortGap(first.mediaSequence() - 1, date.minus(STAND_IN_MICROS, ChronoUnit.MICROS));
    }

    /** Goes on with what an earlier process left. */
    void restore(StoredPlaylist stored, Map<HlsResource.Init, Slice> contents) {
        window.restore(stored.discontinuitySequence(), stored.lines());
        inits.putAll(contents);
        init = stored.last().init();
        epoch = stored.last().name().epoch();
        segments = stored.lines().size();
        media = true;
        lines = stored.lines();
        prefix = new ListPrefix();
        endDate = stored.endDate();
        stale = true;
        owner.describedAnew();
    }

    /** A segment that players may know and that is lost; a gap too short to be seen keeps its place. */
    void lost(long mediaSequence) {
        if (!window.isEmpty()) {
            shortGap(mediaSequence, endDate);
        }
    }

    private void shortGap(long mediaSequence, Instant date) {
        HlsResource.Segment name = new HlsResource.Segment(stream, epoch, rendition, mediaSequence);
        Segment gap = Segment.gap(name, STAND_IN_MICROS, date, false, init);
        window.add(gap);
        refresh(gap);
    }

    private void add(Segment segment, int pictures) {
        int target = owner.targetDuration(segment.durationMicros());
        segments++;
        window.add(segment);
        long listedMicros = window.durationMicros();
        // Only what is live stays then.
        boolean isFull = owner.storage().isFull();
        List<SegmentLine> removed = tape.pass(window.slide(target, isFull), isFull);
        if (!segment.gap()) {
            meter.add(segment.durationMicros(), pictures, window.lines());
        }
        refresh(segment);
        retire(removed, listedMicros);
        owner.changed(this, true);
    }

    private void refresh(Segment newest) {
        lines = List.copyOf(window.lines());
        prefix = new ListPrefix();
        held = window.held();
        endDate = newest.programDateTime().plus(newest.durationMicros(), ChronoUnit.MICROS);
        stale = true;
        owner.describedAnew();
    }

    private void retire(List<SegmentLine> removed, long listedMicros) {
        for (SegmentLine line : removed) {
            if (!line.gap()) {
                owner.retire(line.name(), listedMicros);
            }
        }
        retireInits(listedMicros);
    }

    private void retireInits(long listedMicros) {
        inits.keySet().removeIf(name -> {
            boolean used = tape.records()
                    || init.filter(name::equals).isPresent()
                    || lines.stream()
                            .anyMatch(line -> line.init().filter(name::equals).isPresent());
            if (!used) {
                owner.retire(name, listedMicros);
            }
            return !used;
        });
    }

    /** The list of {@code listedMicros} is closed: what it names goes with it. */
    void retireAll(long listedMicros) {
        if (tape.records()) {
            return;
        }
        lines.stream().filter(line -> !line.gap()).forEach(line -> owner.retire(line.name(), listedMicros));
        inits.keySet().forEach(name -> owner.retire(name, listedMicros));
    }

    /** What the recording lists, were the presentation to end now. */
    List<SegmentLine> recorded() {
        List<SegmentLine> all = new ArrayList<>(tape.lines());
        all.addAll(lines);
        return all;
    }

    /** The rendition as it is now. */
    RenditionSnapshot show(RenditionSnapshot.Header header, Instant now) {
        if (snapshot != null && !stale && snapshot.header().equals(header)) {
            return snapshot;
        }
        stale = false;
        long least = snapshot == null ? 0 : snapshot.version() + 1;
        Open segment = open;
        boolean parts = header.isLowLatency();
        Optional<RenditionSnapshot.Open> inProgress = !parts || segment == null || segment.parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new RenditionSnapshot.Open(
                        segment.place.mediaSequence(),
                        init,
                        segment.place.discontinuity(),
                        PlaylistText.date(segment.date),
                        List.copyOf(segment.parts)));
        Optional<HlsResource.Part> next =
                parts ? Optional.of(new HlsResource.Part(stream, epoch, rendition, partNumber)) : Optional.empty();
        RenditionSnapshot shown = new RenditionSnapshot(
                rendition,
                header,
                lines,
                prefix,
                window.discontinuitySequence(),
                inProgress,
                next,
                held,
                Map.copyOf(inits),
                Math.max(least, now.toEpochMilli()),
                now);
        snapshot = shown;
        return shown;
    }

    Rendition rendition() {
        return rendition;
    }

    HlsResource.MediaPlaylist name() {
        return new HlsResource.MediaPlaylist(stream, rendition);
    }

    List<Track> tracks() {
        return tracks;
    }

    RenditionMeter meter() {
        return meter;
    }

    /** Whether anything but gaps was ever listed. */
    boolean hasMedia() {
        return media;
    }

    /** Complete segments and gaps so far, listed or not. */
    int segments() {
        return segments;
    }

    /** Whether decoders can start with every segment that is listed. */
    boolean isIndependent() {
        return lines.stream().allMatch(line -> line.independent() || line.gap());
    }

    /** Where the newest segment ends, on the wall clock. */
    Instant endDate() {
        return endDate;
    }

    long durationMicros() {
        return window.durationMicros();
    }

    long nextDiscontinuitySequence() {
        return window.nextDiscontinuitySequence();
    }

    private Open segment() {
        if (open == null) {
            throw new IllegalStateException("no segment was begun");
        }
        return open;
    }
}
