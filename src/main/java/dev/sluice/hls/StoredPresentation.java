package dev.sluice.hls;

import dev.sluice.bytes.Slice;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an earlier process left of a presentation: its playlists, checked against each other and the files. A process
 * that was killed may have shown a little more than it had written.
 */
public final class StoredPresentation {
    /** Segments that were complete, and in progress, and not yet written: players may know their numbers. */
    static final int UNWRITTEN = 2;

    private static final Pattern PLAYLIST = Pattern.compile("[a-z0-9_-]{1,64}/[a-z0-9]{2,4}\\.m3u8");
    private static final Pattern VARIANT = Pattern.compile("#EXT-X-STREAM-INF:BANDWIDTH=([0-9]{1,12}),"
            + "AVERAGE-BANDWIDTH=([0-9]{1,12}),CODECS=\"([^\"]*)\""
            + "(?:,RESOLUTION=([0-9]{1,5})x([0-9]{1,5})(?:,FRAME-RATE=([0-9]{1,4}\\.[0-9]{3}))?)?");

    private final Slice multivariant;
    private final SortedMap<Rendition, StoredPlaylist> playlists;
    private final Map<HlsResource.Init, Slice> inits;

    private StoredPresentation(
            Slice multivariant, SortedMap<Rendition, StoredPlaylist> playlists, Map<HlsResource.Init, Slice> inits) {
        this.multivariant = multivariant;
        this.playlists = playlists;
        this.inits = inits;
    }

    /**
     * The presentation whose entry point has this name.
     *
     * @return empty when there is none, or when it is not whole: then nothing is known of it
     */
    public static Optional<StoredPresentation> read(HlsResource multivariantName, StoredStream stored) {
        Slice text = stored.texts().get(multivariantName.path());
        if (text == null || !text.toUtf8().startsWith("#EXTM3U\n")) {
            return Optional.empty();
        }
        boolean independent = text.toUtf8().contains("\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        TreeMap<Rendition, StoredPlaylist> playlists = new TreeMap<>();
        Matcher named = PLAYLIST.matcher(text.toUtf8());
        while (named.find()) {
            Optional<StoredPlaylist> playlist = HlsNames.parse(named.group())
                    .filter(HlsResource.MediaPlaylist.class::isInstance)
                    .filter(name -> name.stream().equals(stored.stream()))
                    .flatMap(name ->
                            PlaylistReader.read(stored, ((HlsResource.MediaPlaylist) name).rendition(), independent));
            if (playlist.isEmpty()) {
                return Optional.empty();
            }
            playlists.put(playlist.get().rendition(), playlist.get());
        }
        if (playlists.isEmpty()) {
            return Optional.empty();
        }
        StoredPlaylist longest = playlists.values().stream()
                .max((a, b) -> Long.compare(a.last().mediaSequence(), b.last().mediaSequence()))
                .orElseThrow();
        if (!playlists.values().stream().allMatch(list -> agree(list, longest))) {
            return Optional.empty();
        }
        playlists.replaceAll((rendition, list) -> list.upTo(longest));
        return Optional.of(new StoredPresentation(text, playlists, inits(stored)));
    }

    /** Whether two lists can be of one presentation, and of the same moment give or take a segment. */
    private static boolean agree(StoredPlaylist list, StoredPlaylist longest) {
        long end = list.last().mediaSequence();
        if (list.targetDuration() != longest.targetDuration()
                || !longest.has(end)
                || end < longest.last().mediaSequence() - UNWRITTEN) {
            return false;
        }
        for (SegmentLine line : list.lines()) {
            if (longest.has(line.mediaSequence())) {
                SegmentLine other = longest.line(line.mediaSequence());
                if (other.discontinuity() != line.discontinuity()
                        || other.name().epoch() != line.name().epoch()) {
                    return false;
                }
            }
        }
        return list.discontinuitiesUntil(end) == longest.discontinuitiesUntil(end);
    }

    private static Map<HlsResource.Init, Slice> inits(StoredStream stored) {
        Map<HlsResource.Init, Slice> inits = new HashMap<>();
        stored.texts().forEach((path, content) -> {
            if (HlsNames.parse(path).orElse(null) instanceof HlsResource.Init name) {
                inits.put(name, content);
            }
        });
        return inits;
    }

    /** Where the media ends, on the wall clock. */
    public Instant endDate() {
        return playlists.values().stream()
                .map(StoredPlaylist::endDate)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** Media time of the longest list. */
    public long durationMicros() {
        return playlists.values().stream()
                .mapToLong(StoredPlaylist::durationMicros)
                .max()
                .orElse(0);
    }

    /** Whether it was closed (EXT-X-ENDLIST). */
    public boolean ended() {
        return lead().ended();
    }

    /** The least number that no player can have seen. */
    public long nextMediaSequence() {
        return lead().last().mediaSequence() + 1 + UNWRITTEN;
    }

    /** The least discontinuity sequence of a list that does not continue this one. */
    public long nextDiscontinuitySequence() {
        return lead().discontinuitiesUntil(lead().last().mediaSequence()) + 1;
    }

    /** The least epoch whose names were never used. */
    public long nextEpoch() {
        return playlists.values().stream()
                        .flatMap(list -> list.lines().stream())
                        .mapToLong(line -> line.name().epoch())
                        .max()
                        .orElse(0)
                + 1;
    }

    int targetDuration() {
        return lead().targetDuration();
    }

    long gopMicros() {
        return lead().gopMicros();
    }

    SortedMap<Rendition, StoredPlaylist> playlists() {
        return playlists;
    }

    /** Those of a rendition that its list names; what decoders need is small, so it is in memory. */
    Map<HlsResource.Init, Slice> inits(StoredPlaylist list) {
        Map<HlsResource.Init, Slice> named = new HashMap<>();
        List<HlsResource.Init> names = list.lines().stream()
                .flatMap(line -> line.init().stream())
                .distinct()
                .toList();
        names.forEach(name -> Optional.ofNullable(inits.get(name)).ifPresent(content -> named.put(name, content)));
        return named;
    }

    Slice multivariant() {
        return multivariant;
    }

    /** What the multivariant playlist says of its first variant. */
    MediaFacts facts() {
        Matcher variant = VARIANT.matcher(multivariant.toUtf8());
        if (!variant.find()) {
            return new MediaFacts("", Optional.empty(), 0, 0);
        }
        Optional<MediaFacts.Picture> picture = Optional.ofNullable(variant.group(4))
                .map(width -> new MediaFacts.Picture(
                        Integer.parseInt(width),
                        Integer.parseInt(variant.group(5)),
                        variant.group(6) == null
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(Double.parseDouble(variant.group(6)))));
        return new MediaFacts(
                variant.group(3), picture, Long.parseLong(variant.group(1)), Long.parseLong(variant.group(2)));
    }

    private StoredPlaylist lead() {
        return playlists.values().iterator().next();
    }
}
