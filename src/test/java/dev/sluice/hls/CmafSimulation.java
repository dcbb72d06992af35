package dev.sluice.hls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.ByteArena;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.MediaKind;
import dev.sluice.media.MediaSink;
import dev.sluice.media.TestMedia;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * A low-latency presentation with a clock, an encoder and a storage of its own. Every version of every playlist is
 * checked against the one before and the files that it names.
 */
class CmafSimulation implements HlsStorage, PresentationObserver {
    static final Track VIDEO = new Track(TrackId.VIDEO, TestMedia.avc(1280, 720));
    static final Track LOW = new Track(new TrackId(MediaKind.VIDEO, 1), TestMedia.avc(640, 360));
    static final Track AUDIO = new Track(TrackId.AUDIO, TestMedia.aac(48_000));
    static final Track MUSIC = new Track(new TrackId(MediaKind.AUDIO, 1), TestMedia.aac(44_100));

    final CountedArena arena = new CountedArena();
    final Map<String, Slice> files = new HashMap<>();
    final List<PresentationSnapshot> snapshots = new ArrayList<>();
    final Map<Rendition, LowLatencyChecker> checkers = new HashMap<>();
    final Presentation presentation;
    Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
    MediaSink sink;
    double frameMillis = 1000 / 30.0;
    double atMillis;
    private final Map<Track, Long> samples = new HashMap<>();

    CmafSimulation() {
        this(HlsSettings.of(Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofSeconds(12), Duration.ZERO));
    }

    CmafSimulation(HlsSettings settings) {
        presentation = new Presentation(
                new HlsResource.Multivariant("demo"),
                Format.CMAF,
                settings,
                () -> now,
                this,
                this,
                new TrackContainer(FakeTrackMuxer::new, unit -> Slice.utf8("poster"), codec -> true));
    }

    void publish(long epoch, Track... tracks) {
        sink = presentation.publish(epoch);
        sink.onTracks(List.of(tracks));
        atMillis = 0;
        samples.clear();
    }

    /** Sends pictures whose stamps are rounded to milliseconds, as RTMP does, and sound to the sample. */
    void run(double seconds, LongPredicate keyAtMillis, Track... tracks) {
        double until = atMillis + seconds * 1_000;
        for (; atMillis < until - 0.01; atMillis += frameMillis) {
            long millis = Math.round(atMillis);
            for (Track track : tracks) {
                if (track.id().kind() == MediaKind.VIDEO) {
                    sink.onAccessUnit(unit(track, millis * 90, keyAtMillis.test(millis)));
                }
            }
            for (Track track : tracks) {
                if (track.id().kind() == MediaKind.AUDIO) {
                    sound(track, atMillis + frameMillis);
                }
            }
            now = now.plusNanos((long) (frameMillis * 1e6));
            presentation.tick();
        }
    }

    private void sound(Track track, double untilMillis) {
        int rate = track.codec().timescale();
        long sample = samples.getOrDefault(track, 0L);
        for (; sample * 1_000.0 / rate < untilMillis; sample += 1_024) {
            sink.onAccessUnit(unit(track, sample, true));
        }
        samples.put(track, sample);
    }

    private static AccessUnit unit(Track track, long ticks, boolean key) {
        return new AccessUnit(track, ticks, ticks, key, Slice.wrap(new byte[key ? 4_000 : 400]));
    }

    static LongPredicate everyMillis(long gop) {
        return at -> at % gop < 17 || at % gop > gop - 17;
    }

    PresentationSnapshot newest() {
        return snapshots.get(snapshots.size() - 1);
    }

    LowLatencyChecker checker(String rendition) {
        return checkers.entrySet().stream()
                .filter(entry -> entry.getKey().word().equals(rendition))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    @Override
    public ByteArena arena() {
        return arena;
    }

    @Override
    public void store(String path, SharedBytes content) {
        assertThat(HlsNames.parse(path)).isPresent();
        assertThat(files.put(path, content.toSlice()))
                .as("stored twice: " + path)
                .isNull();
    }

    @Override
    public void replace(String path, Slice content) {
        files.put(path, content);
        if (path.contains("/")) {
            for (String row : content.toUtf8().lines().toList()) {
                assertThat(row).as("plain playlists have no parts").doesNotContain("PART");
            }
        }
    }

    @Override
    public void delete(String path) {
        assertThat(files.remove(path)).as("deleted twice: " + path).isNotNull();
    }

    @Override
    public void changed(PresentationSnapshot snapshot) {
        Optional<PresentationSnapshot> before = snapshots.isEmpty() ? Optional.empty() : Optional.of(newest());
        for (RenditionSnapshot list : snapshot.renditions().values()) {
            boolean same = before.flatMap(shown -> shown.rendition(list.rendition()))
                    .filter(shown -> shown.version() == list.version())
                    .isPresent();
            if (!same) {
                LowLatencyChecker checker =
                        checkers.computeIfAbsent(list.rendition(), added -> new LowLatencyChecker(added.word()));
                checker.add(
                        snapshot.playlist(list).toUtf8(), snapshot.delta(list).toUtf8(), list, uri -> {
                            HlsResource name = HlsNames.parse("demo/" + uri).orElseThrow();
                            return snapshot.find((HlsResource.Immutable) name)
                                    .map(SharedBytes::toSlice)
                                    .or(() -> Optional.ofNullable(files.get("demo/" + uri)));
                        });
            }
        }
        snapshots.add(snapshot);
        while (snapshots.size() > 20) {
            snapshots.remove(0);
        }
    }

    @Override
    public void gone(String stream, Format format) {
        snapshots.clear();
    }

    /** A line for each sample: its decode time and duration in ticks. */
    static final class FakeTrackMuxer implements TrackMuxer {
        private final Track track;
        private final ByteWriter bytes = new ByteWriter();
        private long nextTicks;
        private long number;

        FakeTrackMuxer(Track track) {
            this.track = track;
        }

        @Override
        public Slice init() {
            return Slice.utf8("init " + track.codec());
        }

        @Override
        public void begin(long ticks) {
            assertThat(bytes.length()).isZero();
            nextTicks = ticks;
        }

        @Override
        public void add(AccessUnit unit, long ticks, long durationTicks) {
            assertThat(unit.track()).isEqualTo(track);
            assertThat(ticks).as("samples follow one another").isEqualTo(nextTicks);
            assertThat(durationTicks).isPositive();
            nextTicks = ticks + durationTicks;
            bytes.utf8((unit.randomAccess() ? "S " : "  ") + ticks + " " + durationTicks + " " + (unit.pts() - ticks)
                    + "\n");
        }

        @Override
        public SharedBytes end(long next, boolean startsSegment, ByteArena arena) {
            assertThat(next).isGreaterThan(number);
            number = next;
            return arena.copy(bytes.take());
        }
    }
}
