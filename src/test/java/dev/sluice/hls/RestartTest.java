package dev.sluice.hls;

import static dev.sluice.hls.CmafSimulation.AUDIO;
import static dev.sluice.hls.CmafSimulation.VIDEO;
import static dev.sluice.hls.CmafSimulation.everyMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.SharedBytes;
import dev.sluice.bytes.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One process is killed, another one goes on with its files. */
class RestartTest {
    private static final HlsResource ENTRY = new HlsResource.Multivariant("demo");

    /** What a player saw: names by rendition and number. */
    private final Map<String, TreeMap<Long, String>> seen = new HashMap<>();

    private final List<Consumer<Map<String, Slice>>> writes = new ArrayList<>();
    private final CmafSimulation killed = new CmafSimulation() {
        @Override
        public void store(String path, SharedBytes content) {
            super.store(path, content);
            Slice written = content.toSlice();
            writes.add(files -> files.put(path, written));
        }

        @Override
        public void replace(String path, Slice content) {
            super.replace(path, content);
            writes.add(files -> files.put(path, content));
        }

        @Override
        public void delete(String path) {
            super.delete(path);
            writes.add(files -> files.remove(path));
        }

        @Override
        public void changed(PresentationSnapshot snapshot) {
            super.changed(snapshot);
            snapshot.renditions()
                    .values()
                    .forEach(list -> list.lines()
                            .forEach(line -> seen.computeIfAbsent(
                                            list.rendition().word(), word -> new TreeMap<>())
                                    .put(line.mediaSequence(), line.name().reference())));
        }
    };

    @BeforeEach
    void publishTwice() {
        killed.publish(7, VIDEO, AUDIO);
        killed.run(9, everyMillis(2_000), VIDEO, AUDIO);
        killed.sink.onEnd();
        killed.publish(8, VIDEO, AUDIO);
        killed.run(10.5, everyMillis(2_000), VIDEO, AUDIO);
    }

    /** What was on the volume before the last {@code lost} writes. */
    private CmafSimulation restarted(int lost) {
        CmafSimulation next = new CmafSimulation();
        writes.subList(0, writes.size() - lost).forEach(write -> write.accept(next.files));
        next.now = killed.now.plusSeconds(3);
        return next;
    }

    private static StoredStream stored(Map<String, Slice> files) {
        Map<String, Slice> texts = new HashMap<>();
        Map<String, Long> sizes = new HashMap<>();
        files.forEach((path, content) -> {
            if (HlsNames.parse(path).orElseThrow() instanceof HlsResource.Immutable file) {
                sizes.put(path, (long) content.length());
                if (file instanceof HlsResource.Init) {
                    texts.put(path, content);
                }
            } else {
                texts.put(path, content);
            }
        });
        return new StoredStream("demo", texts, sizes);
    }

    private static Optional<StoredPresentation> read(Map<String, Slice> files) {
        return StoredPresentation.read(ENTRY, stored(files));
    }

    private static SegmentLine line(RenditionSnapshot list, long mediaSequence) {
        return list.lines().stream()
                .filter(line -> line.mediaSequence() == mediaSequence)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatWasListedIsShownAsItWas() {
        CmafSimulation next = restarted(0);
        StoredPresentation stored = read(next.files).orElseThrow();
        assertThat(Duration.between(stored.endDate(), killed.now).toMillis()).isBetween(0L, 2_000L);
        assertThat(stored.ended()).isFalse();
        next.presentation.restore(stored);
        PresentationSnapshot shown = next.newest();
        assertThat(shown.multivariant().text()).isEqualTo(next.files.get("demo.m3u8"));
        assertThat(shown.facts().codecs()).isEqualTo("avc1.64001f,mp4a.40.2");
        assertThat(shown.facts().picture().orElseThrow().frameRate()).hasValue(30);
        assertThat(shown.renditions()).hasSize(2);
        shown.renditions().forEach((rendition, list) -> {
            String text = shown.playlist(list).toUtf8();
            assertThat(next.files.get("demo/" + rendition.word() + ".m3u8").toUtf8())
                    .startsWith(text);
        });
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3", "4", "5", "6", "7", "8"})
    void thePublisherThatReturnsGoesOnInTheSameLists(int lost) {
        CmafSimulation next = restarted(lost);
        StoredPresentation stored = read(next.files).orElseThrow();
        long last = stored.nextMediaSequence() - 3;
        next.presentation.restore(stored);
        next.publish(9, VIDEO, AUDIO);
        next.run(5, everyMillis(2_000), VIDEO, AUDIO);
        PresentationSnapshot shown = next.newest();
        shown.renditions().forEach((rendition, list) -> {
            TreeMap<Long, String> known = seen.get(rendition.word());
            assertThat(known.lastKey()).isLessThan(last + 3);
            for (SegmentLine line : list.lines()) {
                assertThat(line.name().reference())
                        .isEqualTo(known.getOrDefault(
                                line.mediaSequence(), line.name().reference()));
            }
            for (long gap = last + 1; gap <= last + 2; gap++) {
                assertThat(line(list, gap).gap()).isTrue();
                assertThat(line(list, gap).name().epoch()).isEqualTo(8);
            }
            assertThat(line(list, last + 3).discontinuity()).isTrue();
            assertThat(line(list, last + 3).name().epoch()).isEqualTo(9);
            assertThat(list.discontinuitySequence()
                            + list.lines().stream()
                                    .filter(SegmentLine::discontinuity)
                                    .count())
                    .isEqualTo(stored.nextDiscontinuitySequence());
            assertThat(list.targetDurationSeconds()).isEqualTo(2);
        });
    }

    @Test
    void theWindowSlidesOverTheRestart() {
        CmafSimulation next = restarted(0);
        next.presentation.restore(read(next.files).orElseThrow());
        next.publish(9, VIDEO, AUDIO);
        next.run(60, everyMillis(2_000), VIDEO, AUDIO);
        next.sink.onEnd();
        next.presentation.finish();
        assertThat(next.files.keySet()).noneMatch(path -> path.contains("/8/"));
        next.now = next.now.plusSeconds(100);
        next.presentation.tick();
        // What the first process had retired and not removed is the sweep's.
        assertThat(next.files.keySet()).allMatch(path -> path.contains("/7/"));
    }

    @Test
    void anUnchangedDecoderConfigurationKeepsItsName() {
        CmafSimulation next = restarted(0);
        next.presentation.restore(read(next.files).orElseThrow());
        next.publish(9, VIDEO, AUDIO);
        next.run(5, everyMillis(2_000), VIDEO, AUDIO);
        assertThat(next.files.keySet()).noneMatch(path -> path.contains("/9/v0-init"));
    }

    @Test
    void epochsOfALostDatabaseDoNotRepeatNames() {
        CmafSimulation next = restarted(0);
        next.presentation.restore(read(next.files).orElseThrow());
        next.publish(1, VIDEO, AUDIO);
        next.run(5, everyMillis(2_000), VIDEO, AUDIO);
        assertThat(next.files.keySet()).anyMatch(path -> path.contains("/9/")).noneMatch(path -> path.contains("/1/"));
    }

    @Test
    void withoutAPublisherTheListsAreClosed() {
        CmafSimulation next = restarted(0);
        next.presentation.restore(read(next.files).orElseThrow());
        next.presentation.finish();
        assertThat(next.files.get("demo/v0.m3u8").toUtf8()).contains("#EXT-X-ENDLIST\n");
        assertThat(next.files.get("demo/a0.m3u8").toUtf8()).contains("#EXT-X-ENDLIST\n");
        StoredPresentation ended = read(next.files).orElseThrow();
        assertThat(ended.ended()).isTrue();
        next.publish(9, VIDEO, AUDIO);
        next.run(5, everyMillis(2_000), VIDEO, AUDIO);
        RenditionSnapshot list = next.newest().lead();
        assertThat(list.lines().get(0).mediaSequence()).isGreaterThanOrEqualTo(ended.nextMediaSequence());
        assertThat(list.discontinuitySequence()).isGreaterThanOrEqualTo(ended.nextDiscontinuitySequence());
    }

    @Test
    void missingFilesLeaveFromTheFront() {
        CmafSimulation next = restarted(0);
        List<SegmentLine> lines = killed.newest().lead().lines();
        HlsResource.Segment third = lines.get(2).name();
        next.files.remove(third.path());
        StoredPresentation stored = read(next.files).orElseThrow();
        StoredPlaylist video = stored.playlists().get(third.rendition());
        assertThat(video.firstMediaSequence()).isEqualTo(third.mediaSequence() + 1);
        assertThat(stored.nextMediaSequence())
                .isEqualTo(read(killed.files).orElseThrow().nextMediaSequence());
        assertThat(stored.nextDiscontinuitySequence())
                .isEqualTo(read(killed.files).orElseThrow().nextDiscontinuitySequence());
    }

    @Test
    void anythingOddIsNotRecovered() {
        Slice good = killed.files.get("demo/a0.m3u8");
        int flips = 0;
        for (int at = 0; at < good.length(); at += 7) {
            byte[] bytes = good.toArray();
            bytes[at] ^= 1;
            Map<String, Slice> files = new HashMap<>(killed.files);
            files.put("demo/a0.m3u8", Slice.wrap(bytes));
            assertThat(read(files)).as("byte " + at).isEmpty();
            files.put("demo/a0.m3u8", good.slice(0, at));
            assertThat(read(files)).as("cut at " + at).isEmpty();
            flips++;
        }
        assertThat(flips).isGreaterThan(50);
        Map<String, Slice> files = new HashMap<>(killed.files);
        assertThat(read(files)).isPresent();
        files.remove("demo/v0.m3u8");
        assertThat(read(files)).isEmpty();
        assertThat(read(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '#EXT-X-PROGRAM-DATE-TIME', '#EXT-X-KEY:METHOD=NONE\n#EXT-X-PROGRAM-DATE-TIME'
            '#EXTINF:', '#EXTINF:-'
            '#EXTINF:2.', '#EXTINF:0002.'
            '8/a0-', '../x/8/a0-'
            '8/a0-', '8/v0-'
            '#EXT-X-TARGETDURATION:2', '#EXT-X-TARGETDURATION:3'
            'T03:', 'T33:'
            """)
    void aForeignPlaylistIsNotRecoveredEvenUnderASeal(String what, String by) {
        String text = PlaylistSeal.open(killed.files.get("demo/a0.m3u8"))
                .orElseThrow()
                .text();
        assertThat(text).contains(what);
        Map<String, Slice> files = new HashMap<>(killed.files);
        files.put("demo/a0.m3u8", new PlaylistSeal(text.replace(what, by), 0).sealed());
        assertThat(read(files)).isEmpty();
        files.put("demo/a0.m3u8", new PlaylistSeal(text, 0).sealed());
        assertThat(read(files)).isPresent();
    }
}
