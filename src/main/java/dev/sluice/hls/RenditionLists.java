package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.media.TrackLabel;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The media playlists of a presentation between two ends: they share target durations, places and discontinuities. */
final class RenditionLists implements RenditionList.Owner {
    /** What the lists cause. */
    interface Effects {
        Instant now();

        /** A file is listed no more; it may go after {@code micros}. */
        void retire(HlsResource.Immutable file, long micros);

        HlsStorage storage();

        /** There is something new to show; {@code complete} says that it is a segment. */
        void changed(RenditionList list, boolean complete);

        void withdraw(SegmentStart place);

        /** See {@link GopMeter#irregularMicros()}. */
        long irregularGopMicros();
    }

    /** What the multivariant playlist says, and of its first variant. */
    record Description(Slice multivariant, MediaFacts facts) {}

    /** A track that never sends anything must not hide the others. */
    private static final int PATIENCE_SEGMENTS = 2;

    private final String stream;
    private final HlsSettings settings;
    private final Effects effects;
    private final PartTarget parts;
    private final TreeMap<Rendition, RenditionList> lists = new TreeMap<>();
    private final long firstDiscontinuitySequence;
    private int targetDuration;
    private boolean ended;
    private Optional<StoredPresentation> stored = Optional.empty();
    private @Nullable Description description;

    /** {@code targetDuration} is 0 when the first segment decides. */
    RenditionLists(
            String stream,
            HlsSettings settings,
            boolean withParts,
            long discontinuitySequence,
            int targetDuration,
            Effects effects) {
        this.stream = stream;
        this.settings = settings;
        this.firstDiscontinuitySequence = discontinuitySequence;
        this.targetDuration = targetDuration;
        this.effects = effects;
        parts = new PartTarget(withParts ? TargetDuration.micros(settings.partTarget()) : 0);
    }

    /** Goes on with what an earlier process left. */
    void restore(StoredPresentation earlier) {
        stored = Optional.of(earlier);
        targetDuration = earlier.targetDuration();
        earlier.playlists()
                .forEach((rendition, playlist) -> list(rendition).restore(playlist, earlier.inits(playlist)));
    }

    /** Nobody will be shown the lists any more: what they hold in memory goes. */
    void letGo() {
        lists.values().forEach(RenditionList::letGo);
    }

    /** The segment is lost that players may know by its number; see {@link StoredPresentation#UNWRITTEN}. */
    void lost(long mediaSequence) {
        lists.values().forEach(list -> list.lost(mediaSequence));
    }

    RenditionList list(Rendition rendition) {
        return lists.computeIfAbsent(rendition, added -> {
            boolean leads = added.kind() != Rendition.Kind.AUDIO
                    || lists.keySet().stream().noneMatch(other -> other.kind() == Rendition.Kind.VIDEO);
            long discontinuities = lists.isEmpty()
                    ? firstDiscontinuitySequence
                    : lists.firstEntry().getValue().nextDiscontinuitySequence();
            return new RenditionList(stream, added, leads, settings, discontinuities, this);
        });
    }

    Collection<RenditionList> all() {
        return lists.values();
    }

    /** Those that viewers can be given. */
    List<RenditionList> shown() {
        return lists.values().stream().filter(RenditionList::hasMedia).toList();
    }

    /** Whether viewers can be given anything. */
    boolean isReady() {
        boolean any = lists.values().stream().anyMatch(RenditionList::hasMedia);
        boolean all = any && lists.values().stream().allMatch(RenditionList::hasMedia);
        return all || isLate();
    }

    /** Whether some have media and it is no use to wait for the others. */
    private boolean isLate() {
        return lists.values().stream().anyMatch(RenditionList::hasMedia)
                && lists.values().stream().anyMatch(list -> list.segments() >= PATIENCE_SEGMENTS);
    }

    /** Whether anything was listed, shown or not. */
    boolean isEmpty() {
        return lists.values().stream().allMatch(list -> list.segments() == 0);
    }

    boolean ended() {
        return ended;
    }

    /** Closes the lists; all that they name is listed no more once they are gone. */
    void end() {
        ended = true;
        long longest = durationMicros();
        lists.values().forEach(list -> list.retireAll(longest));
    }

    long durationMicros() {
        return lists.values().stream()
                .mapToLong(RenditionList::durationMicros)
                .max()
                .orElse(0);
    }

    /** Where the newest segment of any rendition ends, on the wall clock. */
    Instant endDate() {
        return lists.values().stream()
                .map(RenditionList::endDate)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    long nextDiscontinuitySequence() {
        return lists.values().stream()
                .mapToLong(RenditionList::nextDiscontinuitySequence)
                .max()
                .orElse(firstDiscontinuitySequence);
    }

    /** 0 while the first segment is not complete. */
    int targetDuration() {
        return targetDuration;
    }

    /** The shown renditions as they are now; at least one. */
    Map<Rendition, RenditionSnapshot> snapshots(Instant now) {
        long partTarget = parts.partsAreListed() && parts.isDecided() ? parts.micros() : 0;
        RenditionSnapshot.Header header = new RenditionSnapshot.Header(targetDuration, partTarget, ended);
        Map<Rendition, RenditionSnapshot> snapshots = new LinkedHashMap<>();
        shown().forEach(list -> snapshots.put(list.rendition(), list.show(header, now)));
        return snapshots;
    }

    /** What the multivariant playlist says; the same until a list is {@link #describedAnew}, which no mere part is. */
    Description describe(int version) {
        Description known = description;
        if (known == null) {
            known = areTracksUnknown()
                    ? new Description(
                            stored.orElseThrow().multivariant(),
                            stored.orElseThrow().facts())
                    : new Description(multivariant(version), facts(variants().get(0)));
            description = known;
        }
        return known;
    }

    private Slice multivariant(int version) {
        boolean independent = shown().stream().allMatch(RenditionList::isIndependent);
        List<RenditionList> sounds = sounds();
        List<MultivariantText.Variant> variants = variants().stream()
                .map(list -> new MultivariantText.Variant(list.name().path(), facts(list)))
                .toList();
        boolean alone = variants.size() == 1 && sounds.size() == 1 && !hasPicture();
        return MultivariantText.write(
                version,
                independent,
                variants,
                alone ? List.of() : sounds.stream().map(this::sound).toList());
    }

    /** Whether all that is known comes from an earlier process, which left no tracks. */
    private boolean areTracksUnknown() {
        return stored.isPresent()
                && lists.values().stream().allMatch(list -> list.tracks().isEmpty());
    }

    @Override
    public Instant now() {
        return effects.now();
    }

    @Override
    public int targetDuration(long segmentMicros) {
        if (targetDuration == 0) {
            targetDuration = TargetDuration.choose(settings, segmentMicros, effects.irregularGopMicros());
        }
        return targetDuration;
    }

    @Override
    public PartTarget parts() {
        return parts;
    }

    @Override
    public void retire(HlsResource.Immutable file, long playlistMicros) {
        effects.retire(file, playlistMicros + 1_000_000L * targetDuration);
    }

    @Override
    public HlsStorage storage() {
        return effects.storage();
    }

    @Override
    public void describedAnew() {
        description = null;
    }

    @Override
    public void changed(RenditionList list, boolean complete) {
        if (parts.partsAreListed() && isLate()) {
            parts.decide(TargetDuration.micros(settings.partTarget()));
        }
        effects.changed(list, complete);
    }

    @Override
    public void withdraw(SegmentStart place) {
        effects.withdraw(place);
    }

    private boolean hasPicture() {
        return lists.values().stream()
                .anyMatch(list -> list.hasMedia() && list.rendition().kind() != Rendition.Kind.AUDIO);
    }

    /** Pictures, or everything there is when there are none. */
    private List<RenditionList> variants() {
        List<RenditionList> shown = shown();
        return hasPicture()
                ? shown.stream()
                        .filter(list -> list.rendition().kind() != Rendition.Kind.AUDIO)
                        .toList()
                : shown.subList(0, 1);
    }

    private List<RenditionList> sounds() {
        return shown().stream()
                .filter(list -> list.rendition().kind() == Rendition.Kind.AUDIO)
                .toList();
    }

    private MultivariantText.Sound sound(RenditionList list) {
        Optional<Track> track = list.tracks().stream().findFirst();
        int channels = track.filter(one -> one.codec() instanceof Codec.Audio)
                .map(one -> ((Codec.Audio) one.codec()).channels())
                .orElse(0);
        TrackLabel label = track.map(Track::label).orElse(TrackLabel.NONE);
        String uri = hasPicture() || !variants().contains(list) ? list.name().path() : "";
        return new MultivariantText.Sound(uri, uniqueName(list, label), label.language(), channels);
    }

    /** Names within a group must differ (RFC 8216 §4.3.4.1.1), and encoders call two tracks alike. */
    private String uniqueName(RenditionList list, TrackLabel label) {
        int number = list.rendition().index() + 1;
        if (label.name().isEmpty()) {
            return "Audio " + number;
        }
        boolean unique = sounds().stream()
                .filter(other -> other != list)
                .flatMap(other -> other.tracks().stream())
                .noneMatch(track -> track.label().name().equals(label.name()));
        return unique ? label.name() : label.name() + " " + number;
    }

    private MediaFacts facts(RenditionList variant) {
        Set<String> codecs = new LinkedHashSet<>();
        variant.tracks().forEach(track -> codecs.add(track.codec().rfc6381()));
        long peak = variant.meter().bandwidth();
        long average = variant.meter().averageBandwidth();
        Optional<RenditionList> loudest = sounds().stream()
                .filter(list -> list != variant)
                .max((a, b) -> Long.compare(a.meter().bandwidth(), b.meter().bandwidth()));
        if (loudest.isPresent()) {
            peak += loudest.get().meter().bandwidth();
            average += loudest.get().meter().averageBandwidth();
            sounds().forEach(list ->
                    list.tracks().forEach(track -> codecs.add(track.codec().rfc6381())));
        }
        return new MediaFacts(
                codecs.stream().collect(Collectors.joining(",")),
                variant.meter().picture(variant.tracks()),
                peak,
                average);
    }
}
