package dev.sluice.hls;

import static dev.sluice.hls.CmafSimulation.AUDIO;
import static dev.sluice.hls.CmafSimulation.VIDEO;
import static dev.sluice.hls.CmafSimulation.everyMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.bytes.Slice;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Seeking back, recordings, and a volume that has no room for them. */
class LongListsTest {
    private static final Duration BACK = Duration.ofMinutes(15);

    private boolean full;

    private static HlsSettings settings(Duration dvr) {
        return HlsSettings.of(Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofSeconds(12), dvr);
    }

    private CmafSimulation simulation(HlsSettings settings) {
        CmafSimulation simulation = new CmafSimulation(settings) {
            @Override
            public boolean isFull() {
                return full;
            }

            @Override
            public void changed(PresentationSnapshot snapshot) {
                snapshots.add(snapshot);
                while (snapshots.size() > 3) {
                    snapshots.remove(0);
                }
            }
        };
        simulation.frameMillis = 100;
        return simulation;
    }

    private static List<String> uris(Slice playlist) {
        return playlist.toUtf8().lines().filter(row -> !row.startsWith("#")).toList();
    }

    @Test
    void aQuarterOfAnHourIsListedAndOnlyTheLiveWindowIsInMemory() {
        CmafSimulation simulation = simulation(settings(BACK));
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(1_000, at -> at % 2_000 == 0, VIDEO, AUDIO);
        PresentationSnapshot shown = simulation.newest();
        for (RenditionSnapshot list : shown.renditions().values()) {
            assertThat(list.lines()).hasSizeBetween(450, 452);
            assertThat(list.segments()).hasSizeLessThan(12);
            Slice whole = shown.playlist(list);
            assertThat(uris(whole)).hasSize(list.lines().size());
            assertThat(shown.delta(list).length()).isLessThan(8_000);
            String plain = simulation
                    .files
                    .get("demo/" + list.rendition().word() + ".m3u8")
                    .toUtf8();
            assertThat(plain.lines().filter(row -> row.startsWith("#EXT-X-MAP")))
                    .hasSize(1);
            assertThat(list.lines())
                    .allSatisfy(line ->
                            assertThat(simulation.files).containsKey(line.name().path()));
        }
    }

    @Test
    void aNewPartDoesNotRenderTheOldLinesAgain() {
        CmafSimulation simulation = simulation(settings(BACK));
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(100.7, at -> at % 2_000 == 0, VIDEO, AUDIO);
        RenditionSnapshot before = simulation.newest().lead();
        simulation.run(0.5, at -> at % 2_000 == 0, VIDEO, AUDIO);
        RenditionSnapshot after = simulation.newest().lead();
        assertThat(after.version()).isGreaterThan(before.version());
        assertThat(after.prefix()).isSameAs(before.prefix());
        simulation.run(2, at -> at % 2_000 == 0, VIDEO, AUDIO);
        assertThat(simulation.newest().lead().prefix()).isNotSameAs(before.prefix());
    }

    @Test
    void withoutRoomTheListShrinksToTheLiveWindowAndNoFurther() {
        CmafSimulation simulation = simulation(settings(Duration.ofMinutes(5)));
        simulation.publish(1, VIDEO, AUDIO);
        simulation.run(400, at -> at % 2_000 == 0, VIDEO, AUDIO);
        assertThat(simulation.newest().lead().lines()).hasSizeGreaterThan(149);
        full = true;
        simulation.run(4, at -> at % 2_000 == 0, VIDEO, AUDIO);
        assertThat(simulation.newest().lead().lines()).hasSizeBetween(110, 130);
        simulation.run(60, at -> at % 2_000 == 0, VIDEO, AUDIO);
        Set<String> named = new HashSet<>();
        for (RenditionSnapshot list : simulation.newest().renditions().values()) {
            assertThat(list.lines()).hasSizeBetween(6, 7);
            list.lines().forEach(line -> named.add(line.name().path()));
        }
        assertThat(simulation.files.keySet().stream().filter(path -> path.endsWith(".m4s")))
                .hasSameElementsAs(named);
        full = false;
        simulation.run(40, at -> at % 2_000 == 0, VIDEO, AUDIO);
        assertThat(simulation.newest().lead().lines()).hasSizeGreaterThan(20);
    }

    @Test
    void aRecordingListsThePresentationFromItsStart() {
        CmafSimulation simulation = simulation(settings(Duration.ZERO).withRecording(true));
        simulation.publish(7, VIDEO, AUDIO);
        simulation.run(60, at -> at % 2_000 == 0, VIDEO, AUDIO);
        simulation.sink.onEnd();
        simulation.publish(8, VIDEO, AUDIO);
        simulation.run(30, at -> at % 2_000 == 0, VIDEO, AUDIO);
        simulation.sink.onEnd();
        simulation.presentation.finish();
        simulation.now = simulation.now.plusSeconds(200);
        simulation.presentation.tick();
        Map<String, Slice> files = new TreeMap<>(simulation.files);
        assertThat(files.keySet().stream().filter(path -> path.endsWith(".m3u8")))
                .containsExactly("demo/vod-7-a0.m3u8", "demo/vod-7-v0.m3u8", "demo/vod-7.m3u8");
        assertThat(files.get("demo/vod-7.m3u8").toUtf8())
                .contains("URI=\"vod-7-a0.m3u8\"", "\nvod-7-v0.m3u8\n")
                .doesNotContain("demo/", "..");
        for (String name : List.of("demo/vod-7-a0.m3u8", "demo/vod-7-v0.m3u8")) {
            String text = files.get(name).toUtf8();
            assertThat(text)
                    .contains("#EXT-X-PLAYLIST-TYPE:VOD\n", "#EXT-X-DISCONTINUITY\n")
                    .endsWith("#EXT-X-ENDLIST\n");
            assertThat(uris(files.get(name)))
                    .hasSize(45)
                    .allSatisfy(uri -> assertThat(files).containsKey("demo/" + uri));
        }
    }

    @Test
    void aSecondPresentationIsARecordingOfItsOwn() {
        CmafSimulation simulation = simulation(settings(Duration.ZERO).withRecording(true));
        for (long epoch = 3; epoch < 5; epoch++) {
            simulation.publish(epoch, VIDEO, AUDIO);
            simulation.run(9, everyMillis(2_000), VIDEO, AUDIO);
            simulation.sink.onEnd();
            simulation.presentation.finish();
            simulation.presentation.finish();
        }
        assertThat(simulation.files).containsKeys("demo/vod-3.m3u8", "demo/vod-4.m3u8");
        assertThat(simulation.files.get("demo/vod-4-v0.m3u8").toUtf8()).doesNotContain("\n3/");
    }
}
