package dev.sluice.hls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.ByteArena;
import dev.sluice.bytes.ByteWriter;
import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import dev.sluice.media.AccessUnit;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.MediaSink;
import dev.sluice.media.TestMedia;
import dev.sluice.media.Track;
import dev.sluice.media.TrackId;
import io.lindstrom.m3u8.parser.MasterPlaylistParser;
import io.lindstrom.m3u8.parser.PlaylistParserException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * A presentation with a clock, an encoder and a storage of its own. The storage asserts what every storage relies on:
 * immutable files, playlists that name only files that are there, availability after the last listing.
 */
final class Simulation implements HlsStorage, PresentationObserver {
    static final Track VIDEO = new Track(TrackId.VIDEO, TestMedia.avc(1280, 720));
    static final Track AUDIO = new Track(TrackId.AUDIO, TestMedia.aac(48_000));

    final PlaylistChecker checker = new PlaylistChecker();
    final CountedArena arena = new CountedArena();
    final Map<String, Slice> files = new HashMap<>();
    final List<String> calls = new ArrayList<>();
    final List<PresentationSnapshot> snapshots = new ArrayList<>();
    final Presentation presentation;
    private final Set<String> everStored = new HashSet<>();
    private final Map<String, Instant> lastListed = new HashMap<>();
    private double longestList;
    Instant now = Instant.parse("2026-01-02T03:04:05.678Z");
    MediaSink sink;
    long atMillis;
    private long samples;
    private int pictureBytes = 4_000;

    Simulation() {
        this(HlsSettings.of(Duration.ofSeconds(2), Duration.ofSeconds(12)));
    }

    Simulation(HlsSettings settings) {
        presentation = new Presentation(
                new HlsResource.Multivariant("demo"),
                Format.MPEGTS,
                settings,
                () -> now,
                this,
                this,
                new ProgramContainer(new FakeMuxer()));
    }

    void publish(long epoch, Track... tracks) {
        sink = presentation.publish(epoch);
        sink.onTracks(List.of(tracks));
        atMillis = 0;
        samples = 0;
    }

    /** Sends {@code seconds} of 25 pictures a second and sound, as far as the tracks exist. */
    void run(double seconds, boolean video, boolean audio, LongPredicate keyAtMillis) {
        long until = atMillis + Math.round(seconds * 1_000);
        for (; atMillis < until; atMillis += 40) {
            if (video) {
                picture(VIDEO, keyAtMillis.test(atMillis));
            }
            for (; samples * 1_000 < (atMillis + 40) * 48_000; samples += 1_024) {
                if (audio) {
                    sink.onAccessUnit(new AccessUnit(AUDIO, samples, samples, true, Slice.wrap(new byte[300])));
                }
            }
            pass(40);
        }
    }

    /** One picture at the simulation's media time, shown 80 ms after its decode time. */
    void picture(Track track, boolean key) {
        long dts = atMillis * 90;
        sink.onAccessUnit(new AccessUnit(track, dts, dts + 7_200, key, Slice.wrap(new byte[pictureBytes])));
    }

    void pictureBytes(int bytes) {
        pictureBytes = bytes;
    }

    static LongPredicate everyMillis(long gop) {
        return at -> at % gop == 0;
    }

    void pass(long millis) {
        now = now.plusMillis(millis);
        presentation.tick();
    }

    String playlist() {
        return PlaylistSeal.open(files.get("demo/ts.m3u8")).orElseThrow().text();
    }

    String multivariant() {
        return files.get("demo.m3u8").toUtf8();
    }

    @Override
    public ByteArena arena() {
        return arena;
    }

    @Override
    public void store(String path, SharedBytes content) {
        calls.add("store " + path);
        assertThat(HlsNames.parse(path)).containsInstanceOf(HlsResource.Segment.class);
        assertThat(everStored.add(path)).as("stored twice: " + path).isTrue();
        assertThat(content.length()).isPositive();
        files.put(path, content.toSlice());
    }

    @Override
    public void replace(String path, Slice content) {
        calls.add("replace " + path);
        files.put(path, content);
        if (path.equals("demo.m3u8")) {
            assertThat(files).containsKey("demo/ts.m3u8");
            try {
                new MasterPlaylistParser().readPlaylist(content.toUtf8());
            } catch (PlaylistParserException e) {
                throw new AssertionError(content.toUtf8(), e);
            }
            return;
        }
        checker.add(PlaylistSeal.open(content).orElseThrow().text());
        longestList = Math.max(longestList, checker.last().seconds());
        for (PlaylistChecker.Line line : checker.last().lines()) {
            assertThat(files).as("HLS-37").containsKey("demo/" + line.uri());
            lastListed.put("demo/" + line.uri(), now);
        }
    }

    @Override
    public void delete(String path) {
        calls.add("delete " + path);
        assertThat(files.remove(path)).as("deleted twice: " + path).isNotNull();
        if (lastListed.containsKey(path)) {
            double listed = Duration.between(lastListed.get(path), now).toMillis() / 1e3;
            assertThat(listed)
                    .as("HLS-25 " + path)
                    .isGreaterThanOrEqualTo(checker.last().seconds());
        }
    }

    @Override
    public void changed(PresentationSnapshot snapshot) {
        if (!snapshots.isEmpty()) {
            long before = snapshots.get(snapshots.size() - 1).lead().version();
            assertThat(snapshot.lead().version()).isGreaterThan(before);
        }
        snapshots.add(snapshot);
        while (snapshots.size() > 50) {
            snapshots.remove(0);
        }
    }

    @Override
    public void gone(String stream, Format format) {
        calls.add("gone " + stream);
    }

    /** The decode time that a row of {@link FakeMuxer} names. */
    static long dtsMicros(String row) {
        String times = row.substring(3).strip();
        return Long.parseLong(times.substring(0, times.indexOf(' ')));
    }

    /** The presentation time that a row of {@link FakeMuxer} names. */
    static long ptsMicros(String row) {
        String times = row.substring(3).strip();
        return Long.parseLong(times.substring(times.indexOf(' ') + 1));
    }

    /** One line per unit instead of packets, padded to the size of the data, so that tests can read segments. */
    static final class FakeMuxer implements SegmentMuxer {
        @Override
        public boolean carries(Codec codec) {
            return true;
        }

        private final ByteWriter bytes = new ByteWriter();

        @Override
        public void start(List<Track> tracks, boolean discontinuity) {
            assertThat(bytes.length()).isZero();
            bytes.utf8("start " + tracks.size() + (discontinuity ? " anew" : "") + "\n");
        }

        @Override
        public void write(AccessUnit unit) {
            assertThat(bytes.length()).isPositive();
            String kind = unit.track().id().kind() == MediaKind.VIDEO ? "V" : "A";
            String line = kind + (unit.randomAccess() ? "! " : "  ") + unit.dtsMicros() + " " + unit.ptsMicros();
            bytes.utf8(line)
                    .fill(' ', Math.max(0, unit.data().length() - line.length()))
                    .utf8("\n");
        }

        @Override
        public SharedBytes end(ByteArena arena) {
            return arena.copy(bytes.take());
        }

        @Override
        public void drop() {
            bytes.take();
        }
    }
}
